namespace Glissade.Runner.Roofline;

/// <summary>What limits a kernel.</summary>
internal enum RooflineBound
{
    SequentialRead,
    RandomRead,
    RandomReadWrite,
    MultiplyAdd,
}

/// <summary>A measured rate: GB/s, or Gflop/s for multiply-adds.</summary>
/// <param name="Bound">The bound that was measured, or that applies to the kernel.</param>
/// <param name="RowBytes">Bytes of the rows read; 0 for multiply-adds.</param>
/// <param name="Kernel">The kernel; null for the bound itself.</param>
/// <param name="Rate">Median over the rounds.</param>
internal sealed record RooflineEntry(RooflineBound Bound, int RowBytes, string? Kernel, double Rate);
