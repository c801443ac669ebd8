using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Finds the neurons of a wide layer whose logits are likely to be the largest. Rows are the layer's augmented weights [w; b] (the bias
/// last), queries are [h; 1]; a logit is their inner product. The exact index and the hashed ones stand behind this one interface.
/// </summary>
/// <remarks>
/// Searching is safe from many threads at once, each with its own <see cref="IndexQuery"/>; not while <see cref="Rebuild"/> runs.
/// </remarks>
public unsafe interface INeuronIndex : IDisposable
{
    /// <summary>Number of rows (neurons); every id is below it.</summary>
    int RowCount { get; }

    /// <summary>Number of elements of a row and of a query, the bias included (d + 1).</summary>
    int Dimension { get; }

    /// <summary>Rehashes: reinserts all rows with their current weights, the hash functions staying as they are.</summary>
    /// <param name="rows">The layer's rows; an index may keep a reference, so they outlive it.</param>
    /// <param name="moments">What is known of the queries to come; the default value if nothing is.</param>
    /// <param name="team">The workers that share the task. The result does not depend on their number.</param>
    /// <exception cref="ArgumentException">The rows or the moments have another shape than the index.</exception>
    void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team);

    /// <summary>The state of one searching thread, valid for this index only; it stays valid when the index is rebuilt.</summary>
    IndexQuery CreateQuery();

    /// <summary>
    /// Writes at most <paramref name="budget"/> distinct ids, the most promising first. Finds none before the first rebuild.
    /// </summary>
    /// <returns>The number of ids written.</returns>
    /// <exception cref="ArgumentException">The query has another length, the ids do not fit, or the state is another index's.</exception>
    int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state);

    /// <summary>
    /// Searches for <paramref name="count"/> queries at once, which costs less than one by one: query i's ids go to ids[i * budget ...],
    /// their number to found[i].
    /// </summary>
    /// <param name="queries">The first query; <see cref="Dimension"/> elements are read of each.</param>
    /// <param name="stride">Distance in elements from one query to the next.</param>
    /// <param name="count">Number of queries.</param>
    /// <param name="budget">Most ids for each query.</param>
    /// <param name="ids">Room for count x budget ids.</param>
    /// <param name="found">Receives the number of ids of each query.</param>
    /// <param name="state">The calling thread's state.</param>
    /// <exception cref="ArgumentException">The ids or counts do not fit, or the state is another index's.</exception>
    void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state);

    /// <summary>Shape, size and load of the index. Takes one pass over the tables.</summary>
    IndexStatistics Describe();
}
