using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Winner-take-all hashing (Yagnik et al., ICCV 2011, section 2): a code tells which of eight randomly chosen elements is the largest, the
/// first of equals. It follows the order of elements, so no strictly increasing function of them changes a code.
/// </summary>
/// <remarks>
/// Zero is a value like any other, so bins of vectors with many zeros agree in little but their zeros: <see cref="DwtaFamily"/> is for
/// those. NaN counts as minus infinity.
/// </remarks>
public sealed unsafe class WtaFamily : BinHashFamily
{
    /// <summary>Draws the bins for vectors of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public WtaFamily(int dimension, HashFamilyOptions options)
        : base(dimension, options)
    {
    }

    private protected override void LayOut(float* rows, int stride, int count, BinScratch own) =>
        WinnerTakeAll.TransposeValues(rows, stride, count, Dimension, own.Transposed);

    private protected override void FindSparse(SparseVector vector, BinScratch own)
    {
        SparseWinners.Find(Bins, vector, own.Codes, own.Best);
        MarkNonZeros(vector, own.Present);
        int everyPosition = (1 << Bins.BinSize) - 1;
        for (int bin = 0; bin < Bins.BinCount; bin++)
        {
            // Where nothing is above zero, the first zero wins, if there is one.
            if (!(own.Best[bin] > 0) && own.Present[bin] != everyPosition)
                own.Codes[bin] = BitOperations.TrailingZeroCount(~own.Present[bin]);
        }
    }

    /// <summary>A bin of nothing but minus infinity is one of equals: the first wins.</summary>
    private protected override void FillMissing(int* codes, int stride, int* filled)
    {
        for (int bin = 0; bin < Bins.BinCount; bin++)
            filled[bin] = Math.Max(codes[(nint)bin * stride], 0);
    }

    private void MarkNonZeros(SparseVector vector, byte* present)
    {
        new Span<byte>(present, Bins.BinCount).Clear();
        for (int i = 0; i < vector.Count; i++)
        {
            if (vector.Values[i] == 0)
                continue;
            foreach (int place in Bins.PlacesOf(vector.Ids[i]))
                present[place / PermutationBins.MaxBinSize] |= (byte)(1 << (place % PermutationBins.MaxBinSize));
        }
    }
}
