using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>How much of what is looked for an index finds.</summary>
/// <param name="Queries">Number of queries measured.</param>
/// <param name="Recall">Share of the ids looked for that are among the candidates, over all queries together.</param>
/// <param name="MeanCandidates">Mean number of candidates a query.</param>
public readonly record struct IndexRecall(int Queries, double Recall, double MeanCandidates)
{
    /// <summary>Few, so that budgets of all rows take little memory.</summary>
    private const int BlockQueries = 16;

    /// <summary>
    /// Searches both indexes for every row of <paramref name="queries"/> and counts how many of the exact best <paramref name="k"/>
    /// are among the approximate index's best <paramref name="budget"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The two indexes or the queries have different shapes.</exception>
    public static IndexRecall Measure(INeuronIndex exact, INeuronIndex approximate, RowMatrix queries, int k, int budget)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(approximate);
        ArgumentNullException.ThrowIfNull(queries);
        if (exact.RowCount != approximate.RowCount || exact.Dimension != approximate.Dimension)
            throw new ArgumentException("both indexes and the queries must have the same shape");
        return Measure(approximate, queries, Best(exact, queries, k), budget);
    }

    /// <summary>
    /// Searches <paramref name="index"/> for every row of <paramref name="queries"/> and counts how many of the ids looked for, such as a
    /// point's true labels (LSS, Liu et al. 2020), are among its best <paramref name="budget"/>.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="queries">The queries, one a row.</param>
    /// <param name="wanted">For each query the distinct ids looked for; there may be none.</param>
    /// <param name="budget">Candidates of a query, at most.</param>
    /// <exception cref="ArgumentException">
    /// The queries have another length than the rows, there is not one set of ids for each query, or the index has no row of such an id.
    /// </exception>
    public static IndexRecall Measure(INeuronIndex index, RowMatrix queries, IReadOnlyList<int[]> wanted, int budget)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Count != queries.Rows)
            throw new ArgumentException($"ids are needed for each of {queries.Rows} queries, but are for {wanted.Count}", nameof(wanted));
        // The last query that looked for a row, so that no set is cleared or allocated for a query.
        int[] lookedForBy = new int[index.RowCount];
        Array.Fill(lookedForBy, -1);
        long sought = 0, found = 0, seen = 0;
        ForEach(index, queries, budget, (query, candidates) =>
        {
            foreach (int id in wanted[query])
            {
                if ((uint)id >= (uint)lookedForBy.Length)
                    throw new ArgumentException($"ids must be below the {lookedForBy.Length} rows, but one is {id}", nameof(wanted));
                lookedForBy[id] = query;
            }
            sought += wanted[query].Length;
            seen += candidates.Length;
            foreach (int id in candidates)
                found += lookedForBy[id] == query ? 1 : 0;
        });
        double recall = sought == 0 ? 1 : (double)found / sought;
        return new IndexRecall(queries.Rows, recall, queries.Rows == 0 ? 0 : (double)seen / queries.Rows);
    }

    /// <summary>The ids that <paramref name="index"/> finds for each row of <paramref name="queries"/>, the most promising first.</summary>
    /// <param name="index">The index, such as an exact one.</param>
    /// <param name="queries">The queries, one a row.</param>
    /// <param name="k">Ids for a query, at most.</param>
    /// <exception cref="ArgumentException">The queries have another length than the rows, or k is not positive.</exception>
    public static int[][] Best(INeuronIndex index, RowMatrix queries, int k)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(queries);
        int[][] best = new int[queries.Rows][];
        ForEach(index, queries, k, (query, ids) => best[query] = ids.ToArray());
        return best;
    }

    private static unsafe void ForEach(INeuronIndex index, RowMatrix queries, int budget, Found use)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        if (index.Dimension != queries.Columns)
            throw new ArgumentException($"queries must have {index.Dimension} elements, but have {queries.Columns}", nameof(queries));
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[BlockQueries * budget];
        int[] counts = new int[BlockQueries];
        for (int start = 0; start < queries.Rows; start += BlockQueries)
        {
            int block = Math.Min(BlockQueries, queries.Rows - start);
            index.SearchBatch(queries.RowPointer(start), queries.Stride, block, budget, ids, counts, state);
            for (int i = 0; i < block; i++)
                use(start + i, ids.AsSpan(i * budget, counts[i]));
        }
    }

    private delegate void Found(int query, ReadOnlySpan<int> ids);
}
