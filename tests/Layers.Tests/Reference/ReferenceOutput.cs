using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>Loss (summed over the batch) and derivatives of its mean by the output layer's weights and by the hidden units.</summary>
internal sealed record OutputGradients(double Loss, double[][] Weights, double[][] Hidden);

/// <summary>The output layer in plain loops over doubles.</summary>
internal static class ReferenceOutput
{
    /// <param name="kind">The loss.</param>
    /// <param name="weights">One row [w; b] a label.</param>
    /// <param name="hidden">One row a sample.</param>
    /// <param name="labels">Each sample's true labels.</param>
    /// <param name="active">Each sample's active neurons, the true labels among them.</param>
    public static OutputGradients Derive(LossKind kind, double[][] weights, double[][] hidden, int[][] labels, int[][] active)
    {
        int inputs = weights[0].Length - 1;
        double total = 0;
        double[][] weightGradients = Zeros(weights.Length, inputs + 1);
        double[][] hiddenGradients = Zeros(hidden.Length, inputs);
        for (int i = 0; i < hidden.Length; i++)
        {
            double[] logits = [.. active[i].Select(neuron => Logit(weights[neuron], hidden[i]))];
            (double loss, double[] derivatives) = ReferenceLoss.Derive(kind, logits, [.. active[i].Select(labels[i].Contains)]);
            total += loss;
            for (int a = 0; a < active[i].Length; a++)
            {
                double delta = derivatives[a] / hidden.Length;
                double[] row = weightGradients[active[i][a]];
                for (int j = 0; j < inputs; j++)
                {
                    row[j] += delta * hidden[i][j];
                    hiddenGradients[i][j] += delta * weights[active[i][a]][j];
                }
                row[inputs] += delta;
            }
        }
        return new OutputGradients(total, weightGradients, hiddenGradients);
    }

    public static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    /// <summary>Every neuron for every sample.</summary>
    public static int[][] AllActive(int samples, int neurons) =>
        [.. Enumerable.Repeat(Enumerable.Range(0, neurons).ToArray(), samples)];

    /// <summary>w . x + b with b after the last weight.</summary>
    public static double Logit(double[] row, double[] input)
    {
        double sum = row[^1];
        for (int j = 0; j < input.Length; j++)
            sum += row[j] * input[j];
        return sum;
    }
}
