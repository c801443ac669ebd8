namespace Glissade;

/// <summary>The training points that have labels, features weighted, in an order shuffled anew for each epoch.</summary>
internal interface IEpochPoints : IDisposable
{
    /// <summary>Points of an epoch.</summary>
    int Count { get; }

    /// <summary>Points of the training data, those without labels too: every id is below it.</summary>
    int IdCount { get; }

    /// <summary>Shuffles for an epoch; the order depends on nothing else.</summary>
    void Shuffle(ulong seed, int epoch);

    /// <summary>
    /// Makes points ready from a position in the epoch's order on, at least a batch of them or all up to the end. Those before need not be
    /// ready any longer. No worker may be at work.
    /// </summary>
    /// <param name="position">Where a batch begins.</param>
    /// <returns>Behind the last position that is ready.</returns>
    int Ready(int position);

    /// <summary>Points that are ready; many workers may ask.</summary>
    BatchPoints Slice(int start, int count);
}
