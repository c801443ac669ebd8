using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>What one worker needs to update blocks of rows: room for their gradients, one matrix a layer, since layers differ in width.</summary>
internal sealed class UpdateScratch(Network network) : IDisposable
{
    /// <summary>The last is a linear path's, which needs none.</summary>
    private readonly RowMatrix[] gradients =
        [.. network.WeightMatrices.Select(weights => new RowMatrix(IDeferredUpdate.BlockRows, weights.Columns)), new RowMatrix(1, 1)];

    /// <summary>That of a layer, counted from the input.</summary>
    public RowMatrix this[int layer] => gradients[layer];

    public void Dispose()
    {
        foreach (RowMatrix matrix in gradients)
            matrix.Dispose();
    }
}
