using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The wide layer: one weight row [w; b] a label, of which a step reads and updates only the active ones.</summary>
public sealed class OutputLayer : IDisposable
{
    /// <summary>A layer of zero weights.</summary>
    public OutputLayer(int inputs, int neurons)
    {
        Inputs = inputs;
        Weights = new RowMatrix(neurons, inputs + 1);
    }

    /// <summary>Units of the layer below.</summary>
    public int Inputs { get; }

    /// <summary>Neurons, one a label.</summary>
    public int Neurons => Weights.Rows;

    /// <summary>Neurons x (Inputs + 1); the last column is the bias.</summary>
    public RowMatrix Weights { get; }

    /// <summary>Draws weights from a normal distribution of this deviation and sets every bias.</summary>
    public void Initialize(float deviation, float bias, ref RandomStream random)
    {
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            Span<float> row = Weights.Row(neuron);
            if (deviation > 0)
            {
                foreach (ref float weight in row[..Inputs])
                    weight = deviation * random.NextGaussian();
            }
            row[Inputs] = bias;
        }
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Weights.Dispose();
}
