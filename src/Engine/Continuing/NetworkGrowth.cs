using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Takes a trained network's rows, and the optimizer state that belongs to them, over into a network with as many features and labels or
/// more. Ids stay: rows of new features and labels come behind the old ones, the embedding's bias behind the last feature.
/// </summary>
internal static class NetworkGrowth
{
    /// <summary>Overwrites the rows of <paramref name="to"/> that <paramref name="from"/> has; the others stay as they are.</summary>
    public static void Copy(Network from, Network to)
    {
        CopyRows(from.Embedding.Weights, to.Embedding.Weights, from.Embedding.FeatureCount);
        from.Embedding.Weights.RowBytes(from.Embedding.FeatureCount).CopyTo(to.Embedding.Weights.RowBytes(to.Embedding.FeatureCount));
        for (int i = 0; i < from.Dense.Count; i++)
            CopyRows(from.Dense[i].Weights, to.Dense[i].Weights, from.Dense[i].Units);
        CopyRows(from.Output.Weights, to.Output.Weights, from.Output.Neurons);
    }

    /// <summary>The same of optimizer state; that of new rows stays as if they had never been updated.</summary>
    public static void Copy(NetworkOptimizers from, NetworkOptimizers to)
    {
        CopyState(from.Embedding, to.Embedding, lastStaysLast: true);
        for (int i = 0; i < from.Dense.Count; i++)
            CopyState(from.Dense[i], to.Dense[i], lastStaysLast: false);
        CopyState(from.Output, to.Output, lastStaysLast: false);
        if (from.Linear is { } linear)
            LinearGrowth.Copy(linear, to.Linear!);
    }

    private static void CopyRows(WeightMatrix from, WeightMatrix to, int rows)
    {
        for (int row = 0; row < rows; row++)
            from.RowBytes(row).CopyTo(to.RowBytes(row));
    }

    private static void CopyState(RowOptimizer from, RowOptimizer to, bool lastStaysLast)
    {
        (int rows, int grown) = (from.Weights.Rows, to.Weights.Rows);
        foreach ((RowMatrix old, RowMatrix state) in from.State.Zip(to.State, (old, grown) => (old.State, grown.State)))
        {
            for (int row = 0; row < rows; row++)
            {
                int target = lastStaysLast && row == rows - 1 ? grown - 1 : row;
                StateOf(old, rows, row).CopyTo(StateOf(state, grown, target));
            }
        }
    }

    /// <summary>
    /// What a matrix of state says of one of the weights' rows: a row of its own, or a few numbers among those of all others.
    /// </summary>
    private static Span<float> StateOf(RowMatrix state, int rows, int row)
    {
        if (state.Rows == rows)
            return state.Row(row);
        int numbers = state.Columns / rows;
        return state.Row(0).Slice(row * numbers, numbers);
    }
}
