using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The gradient of an embedding for a batch: the rows of its features, and of the bias.</summary>
internal sealed unsafe class EmbeddingGradient(EmbeddingLayer layer, RowOptimizer optimizer) : IDeferredUpdate, IDisposable
{
    private readonly RowEntries entries = new(layer.Weights.Rows);
    private readonly SparseRowGradient gradient = new(layer.Units);

    public int RowCount => gradient.RowCount;

    /// <summary>Turns the batch round to its features.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="deltas">Derivatives of the loss by the layer's outputs, padding zero; read again by the update.</param>
    /// <param name="learningRate">Step size of the update to come.</param>
    /// <param name="random">Where the noise of stochastic rounding comes from.</param>
    public void Derive(SparseBatch batch, RowMatrix deltas, float learningRate, ref RandomStream random)
    {
        entries.Transpose(batch.Count, batch.FeatureOffsets, batch.FeatureIds, batch.FeatureValues);
        gradient.Defer(entries, deltas, optimizer, learningRate, ref random);
    }

    public void Update(int start, int end, RowMatrix scratch) => gradient.Update(start, end, scratch);

    /// <summary>Updates all rows.</summary>
    public void Apply() => gradient.Apply();

    public void Dispose()
    {
        entries.Dispose();
        gradient.Dispose();
    }
}
