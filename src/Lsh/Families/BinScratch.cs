using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A few vectors transposed and the codes of their bins; what one sparse vector needs besides.</summary>
internal sealed unsafe class BinScratch : HashScratch
{
    private readonly AlignedBuffer<float> transposed;
    private readonly AlignedBuffer<int> codes;
    private readonly AlignedBuffer<int> packed;
    private readonly AlignedBuffer<int> filled;
    private readonly AlignedBuffer<float> best;
    private readonly AlignedBuffer<byte> present;

    internal BinScratch(BinHashFamily owner)
        : base(owner)
    {
        int bins = owner.HashesPerTable * owner.TableCount;
        transposed = new AlignedBuffer<float>((long)owner.Dimension * WinnerTakeAll.Lanes);
        packed = new AlignedBuffer<int>((long)owner.TableCount * WinnerTakeAll.Lanes);
        codes = new AlignedBuffer<int>((long)bins * WinnerTakeAll.Lanes);
        filled = new AlignedBuffer<int>(bins);
        best = new AlignedBuffer<float>(bins);
        present = new AlignedBuffer<byte>(bins);
    }

    internal float* Transposed => transposed.Pointer;

    /// <summary>As <see cref="WinnerTakeAll"/> leaves them; those of one sparse vector lie one after another.</summary>
    internal int* Codes => codes.Pointer;

    /// <summary>The codes of each table side by side.</summary>
    internal int* Packed => packed.Pointer;

    /// <summary>One vector's codes with none missing.</summary>
    internal int* Filled => filled.Pointer;

    /// <summary>The largest element found so far in each bin, for one sparse vector.</summary>
    internal float* Best => best.Pointer;

    /// <summary>A bit for each position of each bin where one sparse vector has an element.</summary>
    internal byte* Present => present.Pointer;

    internal TopSelection Selection { get; } = new();

    public override void Dispose()
    {
        transposed.Dispose();
        codes.Dispose();
        packed.Dispose();
        filled.Dispose();
        best.Dispose();
        present.Dispose();
    }
}
