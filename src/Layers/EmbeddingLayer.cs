using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The first layer: sparse features in, dense units out. One weight row a feature and a last row for the bias; only the rows of a batch's
/// features are read and updated (SLIDE, section 3: the input layer is sparse by its input).
/// </summary>
public sealed unsafe class EmbeddingLayer : IDisposable
{
    /// <summary>A layer of zero weights.</summary>
    public EmbeddingLayer(int featureCount, int units, WeightPrecision precision = WeightPrecision.Single)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(featureCount);
        FeatureCount = featureCount;
        Units = units;
        Weights = new WeightMatrix(checked(featureCount + 1), units, precision);
    }

    /// <summary>A layer of given weights, the last row being the bias; takes them over.</summary>
    internal EmbeddingLayer(WeightMatrix weights)
    {
        FeatureCount = weights.Rows - 1;
        Units = weights.Columns;
        Weights = weights;
    }

    /// <summary>Features, the bias not counted.</summary>
    public int FeatureCount { get; }

    /// <summary>Units.</summary>
    public int Units { get; }

    /// <summary>(FeatureCount + 1) x Units; the last row is the bias.</summary>
    public WeightMatrix Weights { get; }

    /// <summary>Draws the features' weights uniformly around zero, with this standard deviation; the bias stays zero.</summary>
    public void Initialize(float deviation, ref RandomStream random)
    {
        float[] row = new float[Units];
        for (int feature = 0; feature < FeatureCount; feature++)
        {
            foreach (ref float weight in row.AsSpan())
                weight = random.NextUniform(deviation);
            Weights.WriteRow(feature, row);
        }
    }

    /// <summary>h_i = sum over the features f of sample i of value x W_f, before the activation.</summary>
    public void Forward(SparseBatch batch, ActivationBatch hidden)
    {
        hidden.Begin(batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            int start = batch.FeatureOffsets[i];
            float* h = hidden.Values.RowPointer(i);
            GatherSum.Compute(
                Weights, batch.FeatureIds + start, batch.FeatureValues + start, batch.FeatureOffsets[i + 1] - start, h, Weights.Length);
            h[Units] = 1;
        }
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Weights.Dispose();
}
