using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>One worker's forward pass through all layers but the last.</summary>
internal sealed class HiddenPass : IDisposable
{
    private readonly Network network;
    private readonly RowMatrix[] scratch;

    public HiddenPass(Network network, int capacity)
    {
        this.network = network;
        Activations =
        [
            new ActivationBatch(capacity, network.Embedding.Units),
            .. network.Dense.Select(layer => new ActivationBatch(capacity, layer.Units)),
        ];
        scratch = [.. network.Dense.Select(layer => new RowMatrix(layer.Units, ActivationBatch.PaddedCapacity(capacity)))];
    }

    /// <summary>Each layer's outputs, after activation and dropout.</summary>
    public IReadOnlyList<ActivationBatch> Activations { get; }

    /// <summary>What the output layer reads.</summary>
    public ActivationBatch Last => Activations[^1];

    /// <summary>Fills <see cref="Activations"/>; all of them are transposed as well.</summary>
    public void Forward(SparseBatch batch, float dropout, ref RandomStream random)
    {
        network.Embedding.Forward(batch, Activations[0]);
        Rectifier.Forward(Activations[0], network.Activation, dropout, ref random);
        Activations[0].Transpose();
        for (int i = 0; i < network.Dense.Count; i++)
        {
            network.Dense[i].Forward(Activations[i], Activations[i + 1], scratch[i]);
            Rectifier.Forward(Activations[i + 1], network.Activation, dropout, ref random);
            Activations[i + 1].Transpose();
        }
    }

    public void Dispose()
    {
        foreach (ActivationBatch activation in Activations)
            activation.Dispose();
        foreach (RowMatrix matrix in scratch)
            matrix.Dispose();
    }
}
