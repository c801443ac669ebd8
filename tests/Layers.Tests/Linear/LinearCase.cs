using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

/// <summary>A linear path with every second pair, beside its double-precision reference.</summary>
internal sealed class LinearCase : IDisposable
{
    public LinearCase(int features, int labels, ulong seed = 1)
    {
        RandomStream random = new(seed, 31);
        double[][] weights = ReferenceNetwork.Gaussian(features, labels, 0.5, ref random);
        double[] biases = ReferenceNetwork.Gaussian(1, labels, 0.5, ref random)[0];
        long[] offsets = new long[features + 1];
        for (int feature = 0; feature < features; feature++)
        {
            for (int label = 0; label < labels; label++)
            {
                if (random.NextInt32(2) == 0)
                    weights[feature][label] = double.NaN;
            }
            offsets[feature + 1] = offsets[feature] + weights[feature].Count(double.IsFinite);
        }
        Path = new LinearPath(offsets, labels);
        Reference = new ReferenceLinear(weights, biases);
        for (int feature = 0; feature < features; feature++)
        {
            int[] kept = [.. Enumerable.Range(0, labels).Where(label => double.IsFinite(weights[feature][label]))];
            kept.CopyTo(Path.Labels(feature));
            kept.Select(label => (float)weights[feature][label]).ToArray().CopyTo(Path.Weights(feature));
            foreach (int label in kept)
                weights[feature][label] = (float)weights[feature][label];
        }
        for (int label = 0; label < labels; label++)
            biases[label] = Path.Biases[label] = (float)biases[label];
        Optimizer = new LinearAdagrad(Path);
        Batch = new SparseBatch(features);
    }

    public LinearPath Path { get; }

    public ReferenceLinear Reference { get; }

    public LinearAdagrad Optimizer { get; }

    public SparseBatch Batch { get; }

    /// <summary>Every weight and bias, the pairs' first.</summary>
    public float[] Numbers() => [.. Path.AllWeights.ToArray(), .. Path.Biases.ToArray()];

    /// <summary>The same of the reference.</summary>
    public double[] ReferenceNumbers() => [.. Reference.Weights.SelectMany(row => row.Where(double.IsFinite)), .. Reference.Biases];

    public void Dispose()
    {
        Path.Dispose();
        Optimizer.Dispose();
        Batch.Dispose();
    }
}
