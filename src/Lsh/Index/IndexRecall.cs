using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>How much of the exact answer an approximate index finds.</summary>
/// <param name="Queries">Number of queries measured.</param>
/// <param name="Recall">Share of the exact top ids found among the candidates, over all queries together.</param>
/// <param name="MeanCandidates">Mean number of candidates a query.</param>
public readonly record struct IndexRecall(int Queries, double Recall, double MeanCandidates)
{
    private const int BlockQueries = 64;

    /// <summary>
    /// Searches both indexes for every row of <paramref name="queries"/> and counts how many of the exact best <paramref name="k"/>
    /// are among the approximate index's best <paramref name="budget"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The two indexes or the queries have different shapes.</exception>
    public static unsafe IndexRecall Measure(INeuronIndex exact, INeuronIndex approximate, RowMatrix queries, int k, int budget)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(approximate);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        if (exact.RowCount != approximate.RowCount || exact.Dimension != approximate.Dimension || exact.Dimension != queries.Columns)
            throw new ArgumentException("both indexes and the queries must have the same shape");
        using IndexQuery exactState = exact.CreateQuery();
        using IndexQuery approximateState = approximate.CreateQuery();
        int[] best = new int[BlockQueries * k];
        int[] candidates = new int[BlockQueries * budget];
        int[] bestCounts = new int[BlockQueries];
        int[] candidateCounts = new int[BlockQueries];
        long wanted = 0, found = 0, seen = 0;
        for (int start = 0; start < queries.Rows; start += BlockQueries)
        {
            int block = Math.Min(BlockQueries, queries.Rows - start);
            float* first = queries.RowPointer(start);
            exact.SearchBatch(first, queries.Stride, block, k, best, bestCounts, exactState);
            approximate.SearchBatch(first, queries.Stride, block, budget, candidates, candidateCounts, approximateState);
            for (int i = 0; i < block; i++)
            {
                HashSet<int> retrieved = [.. candidates.AsSpan(i * budget, candidateCounts[i])];
                wanted += bestCounts[i];
                seen += candidateCounts[i];
                foreach (int id in best.AsSpan(i * k, bestCounts[i]))
                    found += retrieved.Contains(id) ? 1 : 0;
            }
        }

        return new IndexRecall(queries.Rows, wanted == 0 ? 1 : (double)found / wanted, queries.Rows == 0 ? 0 : (double)seen / queries.Rows);
    }
}
