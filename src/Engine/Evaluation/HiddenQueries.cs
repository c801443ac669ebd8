using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>What the output layer is asked: the last hidden layer's activations [h; 1] of points.</summary>
internal static class HiddenQueries
{
    private const int BlockPoints = 256;

    /// <summary>The queries of the first <paramref name="count"/> points of <paramref name="data"/>, one row each.</summary>
    public static RowMatrix Of(Network network, FeatureWeighting weighting, Dataset data, int count)
    {
        count = Math.Min(count, data.Count);
        RowMatrix queries = new(count, network.Output.Inputs + 1);
        using HiddenPass hidden = new(network, BlockPoints);
        using SparseBatch batch = new(network.Embedding.FeatureCount);
        RandomStream unused = default;
        for (int start = 0; start < count; start += BlockPoints)
        {
            int end = Math.Min(start + BlockPoints, count);
            batch.Clear();
            for (int point = start; point < end; point++)
            {
                SparseVector features = data.Features(point);
                float[] weighted = new float[features.Count];
                weighting.Apply(features, weighted);
                batch.Add(new SparseVector(features.Ids, weighted), []);
            }
            hidden.Forward(batch, 0, ref unused);
            for (int point = start; point < end; point++)
                hidden.Last.Values.Row(point - start).CopyTo(queries.Row(point));
        }
        return queries;
    }
}
