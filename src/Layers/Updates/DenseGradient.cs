using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The gradient of a dense layer for a batch, every row of it.</summary>
internal sealed class DenseGradient(DenseLayer layer, RowOptimizer optimizer) : IDeferredUpdate, IDisposable
{
    private readonly RowMatrix gradient = new(layer.Units, layer.Inputs + 1);
    private float rate;

    public int RowCount => layer.Units;

    /// <summary>Derives it, and the derivatives by the layer's inputs.</summary>
    /// <param name="input">Activations of the layer below.</param>
    /// <param name="deltas">Derivatives of the loss by this layer's outputs.</param>
    /// <param name="inputDeltas">Receives those by the inputs.</param>
    /// <param name="learningRate">Step size of the update to come.</param>
    public void Derive(ActivationBatch input, RowMatrix deltas, RowMatrix inputDeltas, float learningRate)
    {
        rate = learningRate;
        layer.Backward(input, deltas, inputDeltas, gradient);
    }

    public void Update(int start, int end, RowMatrix scratch) => layer.Update(start, end, gradient, optimizer, rate);

    /// <summary>Updates all rows.</summary>
    public void Apply() => layer.Update(0, layer.Units, gradient, optimizer, rate);

    public void Dispose() => gradient.Dispose();
}
