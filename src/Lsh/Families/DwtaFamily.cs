using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Densified winner-take-all hashing (Yagnik et al. 2011; Chen and Shrivastava 2018; SLIDE's family for Amazon-670K): a code tells which of
/// eight randomly chosen elements is the largest. It follows the order of elements, not their size, so positive scaling changes nothing.
/// </summary>
/// <remarks>
/// Zeros are absent elements, as in a sparse vector, and so are NaN and minus infinity; a bin of zeros borrows its code from another bin.
/// <see cref="WtaFamily"/> counts zeros as values.
/// </remarks>
public sealed unsafe class DwtaFamily : BinHashFamily
{
    /// <summary>Draws the bins for vectors of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DwtaFamily(int dimension, HashFamilyOptions options)
        : base(dimension, options)
    {
    }

    private protected override void LayOut(float* rows, int stride, int count, BinScratch own) =>
        WinnerTakeAll.TransposePresent(rows, stride, count, Dimension, own.Transposed);

    private protected override void FindSparse(SparseVector vector, BinScratch own) =>
        SparseWinners.Find(Bins, vector, own.Codes, own.Best);
}
