using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>What the output layer is asked: the last hidden layer's activations [h; 1] of points.</summary>
internal static class HiddenQueries
{
    private const int BlockPoints = 256;

    /// <summary>The queries of the first <paramref name="count"/> points of <paramref name="data"/>, one row each.</summary>
    public static RowMatrix Of(Network network, FeatureWeighting weighting, Dataset data, int count) =>
        Of(network, weighting, data, [.. Enumerable.Range(0, Math.Min(count, data.Count))]);

    /// <summary>The queries of some points, one row each.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weighting">What is done to feature values; null if it has been done.</param>
    /// <param name="data">The points.</param>
    /// <param name="points">Which of them.</param>
    public static RowMatrix Of(Network network, FeatureWeighting? weighting, Dataset data, ReadOnlySpan<int> points)
    {
        RowMatrix queries = new(points.Length, network.Output.Inputs + 1);
        using HiddenPass hidden = new(network, BlockPoints);
        using SparseBatch batch = new(network.Embedding.FeatureCount);
        RandomStream unused = default;
        for (int start = 0; start < points.Length; start += BlockPoints)
        {
            ReadOnlySpan<int> block = points.Slice(start, Math.Min(BlockPoints, points.Length - start));
            batch.Clear();
            foreach (int point in block)
            {
                SparseVector features = data.Features(point);
                float[] weighted = features.Values.ToArray();
                weighting?.Apply(features, weighted);
                batch.Add(new SparseVector(features.Ids, weighted), []);
            }
            hidden.Forward(batch, 0, ref unused);
            for (int i = 0; i < block.Length; i++)
                hidden.Last.Values.Row(i).CopyTo(queries.Row(start + i));
        }
        return queries;
    }
}
