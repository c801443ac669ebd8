using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Gradients of rows as sums over the samples that touched them.</summary>
/// <param name="touches">The samples of each row.</param>
/// <param name="vectors">One row a sample, padding zero.</param>
/// <param name="meanSquares">The mean square of each sample's vector over the weights' columns.</param>
/// <param name="sum">Scratch as long as a padded row.</param>
internal readonly unsafe struct RowSums(RowTouches touches, RowMatrix vectors, float* meanSquares, float* sum)
{
    public RowTouches Touches { get; } = touches;

    public RowMatrix Vectors { get; } = vectors;

    public float* MeanSquares { get; } = meanSquares;

    public float* Sum { get; } = sum;
}
