using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>The labels that a layer scores best for each of many queries, by exact search on all workers.</summary>
internal static unsafe class LargestLogits
{
    private const int BlockQueries = 64;

    /// <summary>Label ids, <paramref name="count"/> a query (fewer if the layer has fewer), the best first.</summary>
    public static int[] Of(OutputLayer layer, RowMatrix queries, int count, WorkerTeam team)
    {
        int[] ids = new int[checked(queries.Rows * count)];
        using ExactIndex exact = new(layer.Neurons, queries.Columns);
        exact.Rebuild(layer.Weights, default, team);
        team.ForBlocks(queries.Rows, BlockQueries, (_, start, end) =>
        {
            using IndexQuery state = exact.CreateQuery();
            int[] found = new int[end - start];
            Span<int> block = ids.AsSpan(start * count, (end - start) * count);
            exact.SearchBatch(queries.RowPointer(start), queries.Stride, end - start, count, block, found, state);
        });
        return ids;
    }
}
