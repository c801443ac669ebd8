using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>The whole network in plain loops over doubles: sparse features -> embedding -> activation [-> dense -> activation]* -> output.</summary>
internal sealed class ReferenceNetwork
{
    private readonly int featureCount;
    private readonly HiddenActivation activation;

    /// <summary>Random weights, rounded to floats so that the engine can begin with the same.</summary>
    public ReferenceNetwork(int featureCount, int[] hiddenSizes, int labelCount, ulong seed, HiddenActivation activation = HiddenActivation.Relu)
    {
        this.activation = activation;
        this.featureCount = featureCount;
        RandomStream random = new(seed);
        List<double[][]> weights = [Gaussian(featureCount + 1, hiddenSizes[0], 0.6, ref random)];
        for (int i = 1; i < hiddenSizes.Length; i++)
            weights.Add(Gaussian(hiddenSizes[i], hiddenSizes[i - 1] + 1, 1 / Math.Sqrt(hiddenSizes[i - 1]), ref random));
        weights.Add(Gaussian(labelCount, hiddenSizes[^1] + 1, 1 / Math.Sqrt(hiddenSizes[^1]), ref random));
        Weights = [.. weights];
    }

    /// <summary>Embedding (one row a feature, the bias last), dense layers and output (one row [w; b] a unit).</summary>
    public double[][][] Weights { get; }

    public double Loss(LossKind kind, ReferenceSample[] samples, int[][] active) =>
        ReferenceOutput.Derive(kind, Weights[^1], [.. samples.Select(sample => Activations(sample)[^1])], Labels(samples), active).Loss;

    /// <summary>The loss summed over the samples, and the derivatives of its mean by all of <see cref="Weights"/>.</summary>
    public (double Loss, double[][][] Gradients) Derive(LossKind kind, ReferenceSample[] samples, int[][] active)
    {
        double[][][] activations = [.. samples.Select(Activations)];
        OutputGradients output = ReferenceOutput.Derive(
            kind, Weights[^1], [.. activations.Select(layers => layers[^1])], Labels(samples), active);
        double[][][] gradients = [.. Weights.Select(matrix => ReferenceOutput.Zeros(matrix.Length, matrix[0].Length))];
        gradients[^1] = output.Weights;
        for (int i = 0; i < samples.Length; i++)
        {
            double[] delta = Rectify(output.Hidden[i], activations[i][^1]);
            for (int layer = Weights.Length - 2; layer > 0; layer--)
            {
                double[] input = activations[i][layer - 1];
                double[] below = new double[input.Length];
                for (int unit = 0; unit < delta.Length; unit++)
                {
                    for (int j = 0; j < input.Length; j++)
                    {
                        gradients[layer][unit][j] += delta[unit] * input[j];
                        below[j] += delta[unit] * Weights[layer][unit][j];
                    }
                    gradients[layer][unit][^1] += delta[unit];
                }
                delta = Rectify(below, input);
            }
            ReferenceSample sample = samples[i];
            for (int j = 0; j < delta.Length; j++)
            {
                for (int f = 0; f < sample.Features.Length; f++)
                    gradients[0][sample.Features[f]][j] += delta[j] * sample.Values[f];
                gradients[0][featureCount][j] += delta[j];
            }
        }
        return (output.Loss, gradients);
    }

    /// <summary>For each matrix, the rows that a step on these samples updates.</summary>
    public bool[][] Touched(ReferenceSample[] samples, int[][] active)
    {
        bool[][] touched = [.. Weights.Select(matrix => Enumerable.Repeat(true, matrix.Length).ToArray())];
        touched[0] = new bool[featureCount + 1];
        touched[0][featureCount] = true;
        touched[^1] = new bool[Weights[^1].Length];
        foreach (int feature in samples.SelectMany(sample => sample.Features))
            touched[0][feature] = true;
        foreach (int neuron in active.SelectMany(neurons => neurons))
            touched[^1][neuron] = true;
        return touched;
    }

    public static double[][] Gaussian(int rows, int columns, double deviation, ref RandomStream random)
    {
        double[][] matrix = ReferenceOutput.Zeros(rows, columns);
        foreach (double[] row in matrix)
        {
            foreach (ref double value in row.AsSpan())
                value = (float)(deviation * random.NextGaussian());
        }
        return matrix;
    }

    private static int[][] Labels(ReferenceSample[] samples) => [.. samples.Select(sample => sample.Labels)];

    private double[] Rectify(double[] delta, double[] units) =>
        [.. delta.Select((d, j) => IsLinear(j, units.Length) || units[j] > 0 ? d : 0)];

    private double[] Activate(double[] units) => [.. units.Select((z, j) => IsLinear(j, units.Length) ? z : Math.Max(z, 0))];

    private bool IsLinear(int unit, int units) =>
        activation == HiddenActivation.Linear || (activation == HiddenActivation.Mixed && unit >= units / 2);

    /// <summary>Each hidden layer's outputs.</summary>
    private double[][] Activations(ReferenceSample sample)
    {
        double[] first = [.. Weights[0][featureCount]];
        for (int f = 0; f < sample.Features.Length; f++)
        {
            for (int j = 0; j < first.Length; j++)
                first[j] += sample.Values[f] * Weights[0][sample.Features[f]][j];
        }
        List<double[]> layers = [Activate(first)];
        foreach (double[][] dense in Weights[1..^1])
            layers.Add(Activate([.. dense.Select(row => ReferenceOutput.Logit(row, layers[^1]))]));
        return [.. layers];
    }
}
