using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Decides when tables follow the weights. Asked whenever it asked to be, never before the first batch: weights as drawn tell nothing, and until it first
/// rebuilds them the tables are empty.
/// </summary>
internal interface IRehashSchedule : IStateful
{
    /// <summary>The number of finished batches at which it wants to be asked next.</summary>
    long NextBatch { get; }

    /// <summary>Does with the tables what is due, and moves <see cref="NextBatch"/> beyond <paramref name="finishedBatches"/>.</summary>
    void Visit(long finishedBatches, IRehashable tables);
}
