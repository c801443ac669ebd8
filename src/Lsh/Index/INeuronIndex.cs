using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Finds the neurons of a wide layer whose logits are likely to be the largest. Rows are the layer's augmented weights [w; b] (the bias
/// last), queries are [h; 1]; a logit is their inner product. The exact index and the hashed ones stand behind this one interface.
/// </summary>
/// <remarks>
/// Searching is safe from many threads at once, each with its own <see cref="IndexQuery"/>, also while the rows' values change; not while
/// <see cref="Rebuild"/> or <see cref="Refresh"/> runs. Whoever shares an index sees to it that no search is under way then: the trainer
/// joins all its workers before either.
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

    /// <summary>
    /// Follows the rows that have changed since the last <see cref="Rebuild"/> or refresh, if the index can do so for less than a rebuild;
    /// otherwise, and where nothing was built yet, this is a rebuild.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="touched">The numbers of those that have changed; better none twice.</param>
    /// <param name="moments">For a rebuild; refreshing keeps what the last rebuild knew.</param>
    /// <param name="team">The workers that share the task. The result does not depend on their number.</param>
    /// <returns>Whether this was a rebuild.</returns>
    /// <exception cref="ArgumentException">The rows or the moments have another shape than the index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    bool Refresh(WeightMatrix rows, ReadOnlySpan<int> touched, QueryMoments moments, WorkerTeam team)
    {
        Rebuild(rows, moments, team);
        return true;
    }

    /// <summary>
    /// How far rows have turned since the last <see cref="Rebuild"/>, as the fraction of signature bits that changed (MONGOOSE, Chen et al.
    /// 2021): 0 for rows that stayed, about angle / pi for rows that turned by an angle. An index that does not know says 1.
    /// </summary>
    /// <param name="rows">The rows as they are now.</param>
    /// <param name="team">The workers that share the task. The result does not depend on their number.</param>
    /// <exception cref="ArgumentException">The rows have another shape than the index.</exception>
    double MeasureDrift(WeightMatrix rows, WorkerTeam team) => 1;

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
