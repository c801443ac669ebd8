using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A few vectors transposed, and the codes of their bins.</summary>
internal sealed unsafe class DwtaScratch : HashScratch
{
    private readonly AlignedBuffer<float> transposed;
    private readonly AlignedBuffer<int> codes;
    private readonly AlignedBuffer<int> packed;

    internal DwtaScratch(DwtaFamily owner)
        : base(owner)
    {
        transposed = new AlignedBuffer<float>((long)owner.Dimension * WinnerTakeAll.Lanes);
        packed = new AlignedBuffer<int>((long)owner.TableCount * WinnerTakeAll.Lanes);
        codes = new AlignedBuffer<int>((long)owner.HashesPerTable * owner.TableCount * WinnerTakeAll.Lanes);
    }

    internal float* Transposed => transposed.Pointer;

    internal int* Codes => codes.Pointer;

    /// <summary>The codes of each table side by side.</summary>
    internal int* Packed => packed.Pointer;

    public override void Dispose()
    {
        transposed.Dispose();
        codes.Dispose();
        packed.Dispose();
    }
}
