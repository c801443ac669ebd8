using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The gradient of an embedding for a batch: the rows of its features, and of the bias.</summary>
internal sealed class EmbeddingGradient(EmbeddingLayer layer, RowOptimizer optimizer) : IDeferredUpdate, IDisposable
{
    private readonly SparseRowGradient gradient = new(layer.Units);

    public int RowCount => gradient.RowCount;

    /// <summary>Takes the update up; entries and deltas are read when it is applied.</summary>
    /// <param name="features">The batch by its features.</param>
    /// <param name="deltas">Derivatives of the loss by the layer's outputs, padding zero.</param>
    /// <param name="learningRate">Step size of the update to come.</param>
    /// <param name="random">Where the noise of stochastic rounding comes from.</param>
    public void Derive(RowEntries features, RowMatrix deltas, float learningRate, ref RandomStream random) =>
        gradient.Defer(features, deltas, optimizer, learningRate, ref random);

    public void Update(int start, int end, RowMatrix scratch) => gradient.Update(start, end, scratch);

    /// <summary>Updates all rows.</summary>
    public void Apply() => gradient.Apply();

    public void Dispose() => gradient.Dispose();
}
