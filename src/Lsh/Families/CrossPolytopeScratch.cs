using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A few vectors side by side, one rotation of them, and their codes.</summary>
internal sealed unsafe class CrossPolytopeScratch : HashScratch
{
    private readonly AlignedBuffer<float> vectors;
    private readonly AlignedBuffer<float> rotated;
    private readonly AlignedBuffer<int> codes;
    private readonly AlignedBuffer<int> packed;

    internal CrossPolytopeScratch(CrossPolytopeFamily owner, int rotatedLength, int codeCount)
        : base(owner)
    {
        vectors = new AlignedBuffer<float>((long)rotatedLength * WinnerTakeAll.Lanes);
        rotated = new AlignedBuffer<float>((long)rotatedLength * WinnerTakeAll.Lanes);
        codes = new AlignedBuffer<int>((long)codeCount * WinnerTakeAll.Lanes);
        packed = new AlignedBuffer<int>((long)owner.TableCount * WinnerTakeAll.Lanes);
    }

    /// <summary>Transposed as <see cref="WinnerTakeAll"/> says. Elements from the dimension on are zero and stay so.</summary>
    internal float* Vectors => vectors.Pointer;

    internal float* Rotated => rotated.Pointer;

    internal int* Codes => codes.Pointer;

    /// <summary>The codes of each table side by side.</summary>
    internal int* Packed => packed.Pointer;

    public override void Dispose()
    {
        vectors.Dispose();
        rotated.Dispose();
        codes.Dispose();
        packed.Dispose();
    }
}
