using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The wide layer: one weight row [w; b] a label, of which a step reads and updates only the active ones.</summary>
public sealed class OutputLayer : IDisposable
{
    /// <summary>A layer of zero weights.</summary>
    public OutputLayer(int inputs, int neurons, WeightPrecision precision = WeightPrecision.Single)
    {
        Inputs = inputs;
        Weights = new WeightMatrix(neurons, inputs + 1, precision);
    }

    /// <summary>
    /// A layer to be read only, whose biases stand beside its weights and not in a last column: as they do in a file. Takes the weights
    /// over.
    /// </summary>
    internal OutputLayer(int inputs, WeightMatrix weights, float[] biases)
    {
        Inputs = inputs;
        Weights = weights;
        Biases = biases;
    }

    /// <summary>Units of the layer below.</summary>
    public int Inputs { get; }

    /// <summary>Neurons, one a label.</summary>
    public int Neurons => Weights.Rows;

    /// <summary>Neurons x (Inputs + 1); the last column is the bias.</summary>
    public WeightMatrix Weights { get; }

    /// <summary>The biases, if they stand beside <see cref="Weights"/>, which then have no column for them.</summary>
    internal float[]? Biases { get; }

    /// <summary>Draws weights uniformly around zero, with this standard deviation, and sets every bias.</summary>
    public void Initialize(float deviation, float bias, ref RandomStream random)
    {
        float[] row = new float[Inputs + 1];
        row[Inputs] = bias;
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            if (deviation > 0)
            {
                foreach (ref float weight in row.AsSpan(0, Inputs))
                    weight = random.NextUniform(deviation);
            }
            Weights.WriteRow(neuron, row);
        }
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Weights.Dispose();
}
