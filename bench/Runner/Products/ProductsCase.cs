namespace Glissade.Runner.Products;

/// <summary>The products of a wide output layer.</summary>
internal enum WideProduct
{
    /// <summary>Z = H W^T.</summary>
    Forward,

    /// <summary>dH = dZ W.</summary>
    Backward,

    /// <summary>dW = dZ^T H.</summary>
    Gradient,

    /// <summary>One after the other; Z serves as dZ.</summary>
    AllThree,
}

/// <summary>One product of one size.</summary>
/// <param name="Product">Which.</param>
/// <param name="Samples">Batch size.</param>
/// <param name="Neurons">Output neurons N.</param>
internal sealed record ProductsCase(WideProduct Product, int Samples, int Neurons)
{
    /// <summary>Hidden units.</summary>
    public const int Units = 128;

    /// <summary>Floating-point operations.</summary>
    public double Operations => (Product == WideProduct.AllThree ? 3 : 1) * 2.0 * Samples * Neurons * Units;
}

/// <summary>Gflop/s of each way to compute one product: medians over the rounds; NaN where OpenBLAS is missing.</summary>
/// <param name="Case">The product.</param>
/// <param name="Ours">Block by block of neurons, as the engine does.</param>
/// <param name="Whole">OpenBLAS, all neurons in one call.</param>
/// <param name="Blocks">OpenBLAS in place of our kernel, block by block.</param>
internal sealed record ProductsResult(ProductsCase Case, double Ours, double Whole, double Blocks);
