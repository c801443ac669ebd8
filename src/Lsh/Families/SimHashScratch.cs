using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A block's projections and one row's packed signs.</summary>
internal sealed unsafe class SimHashScratch : HashScratch
{
    private const int WordsPerRead = sizeof(ulong) / sizeof(ushort);
    private readonly AlignedBuffer<float> products;
    private readonly AlignedBuffer<ushort> signs;

    internal SimHashScratch(SimHashFamily owner, int blockRows, int productStride)
        : base(owner)
    {
        products = new AlignedBuffer<float>((long)blockRows * productStride);
        signs = new AlignedBuffer<ushort>((productStride / RowMatrix.RowAlignment) + WordsPerRead);
    }

    internal float* Products => products.Pointer;

    internal ushort* Signs => signs.Pointer;

    public override void Dispose()
    {
        products.Dispose();
        signs.Dispose();
    }
}
