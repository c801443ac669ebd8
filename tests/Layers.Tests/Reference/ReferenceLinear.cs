using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>The sparse linear model beside the network, and its Adagrad, in plain loops over doubles. A pair without a weight has NaN.</summary>
internal sealed class ReferenceLinear(double[][] weights, double[] biases)
{
    private readonly double[][] squares = [.. weights.Select(row => new double[row.Length])];
    private readonly double[] biasSquares = new double[biases.Length];

    public double[][] Weights { get; } = weights;

    public double[] Biases { get; } = biases;

    public double[] Logits(ReferenceSample sample)
    {
        double[] logits = [.. Biases];
        for (int i = 0; i < sample.Features.Length; i++)
        {
            double[] row = Weights[sample.Features[i]];
            for (int label = 0; label < logits.Length; label++)
                logits[label] += double.IsNaN(row[label]) ? 0 : sample.Values[i] * row[label];
        }
        return logits;
    }

    /// <summary>A step with every label active; returns the sum of the samples' losses before it.</summary>
    public double Step(LossKind kind, ReferenceSample[] samples, double rate)
    {
        double[][] gradients = [.. Weights.Select(row => new double[row.Length])];
        double[] biasGradients = new double[Biases.Length];
        double total = 0;
        foreach (ReferenceSample sample in samples)
        {
            bool[] isTrue = new bool[Biases.Length];
            foreach (int label in sample.Labels)
                isTrue[label] = true;
            (double loss, double[] derivatives) = ReferenceLoss.Derive(kind, Logits(sample), isTrue);
            total += loss;
            for (int label = 0; label < derivatives.Length; label++)
            {
                biasGradients[label] += derivatives[label] / samples.Length;
                for (int i = 0; i < sample.Features.Length; i++)
                    gradients[sample.Features[i]][label] += sample.Values[i] * derivatives[label] / samples.Length;
            }
        }
        for (int feature = 0; feature < Weights.Length; feature++)
            Adagrad(Weights[feature], squares[feature], gradients[feature], rate);
        Adagrad(Biases, biasSquares, biasGradients, LinearAdagrad.BiasShare * rate);
        return total;
    }

    private static void Adagrad(double[] values, double[] sums, double[] gradients, double rate)
    {
        for (int i = 0; i < values.Length; i++)
        {
            sums[i] += gradients[i] * gradients[i];
            values[i] -= rate * gradients[i] / (Math.Sqrt(sums[i]) + 1e-8);
        }
    }
}
