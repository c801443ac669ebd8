namespace Glissade;

/// <summary>Decides when tables follow the weights. Asked before the first batch and from then on whenever it asked to be.</summary>
internal interface IRehashSchedule
{
    /// <summary>The number of finished batches at which it wants to be asked next.</summary>
    long NextBatch { get; }

    /// <summary>Does with the tables what is due, and moves <see cref="NextBatch"/> beyond <paramref name="finishedBatches"/>.</summary>
    void Visit(long finishedBatches, IRehashable tables);
}
