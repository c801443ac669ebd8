namespace Glissade.Micro.Kernels;

/// <summary>Sizes of the products of a block of active neurons.</summary>
/// <param name="Rows">Active neurons of the block.</param>
/// <param name="Samples">Batch size.</param>
/// <param name="Units">Hidden units (d).</param>
public sealed record BlockShape(int Rows, int Samples, int Units)
{
    /// <summary>As BenchmarkDotNet shows it.</summary>
    public override string ToString() => $"{Rows} x {Samples} x {Units}";
}
