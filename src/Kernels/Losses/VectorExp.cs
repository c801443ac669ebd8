using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>e^x in vectors of any width.</summary>
/// <remarks>
/// x = n ln 2 + r with a whole n and |r| at most ln 2 / 2, so e^x = 2^n e^r, and e^r is a polynomial of degree 6. Its coefficients minimise
/// the largest relative error on that interval (3.2e-9, with those of degree 0 and 1 held at 1); what is above comes from rounding.
/// The errors named here are those of the exhaustive run <c>runner kernel-errors</c>.
/// </remarks>
internal static class VectorExp
{
    /// <summary>
    /// Bound of the error over all x whose result is normal, in units in the last place of the exact result: the largest is 0.892 with
    /// fused multiply-add and 1.177 without.
    /// </summary>
    public const double MaxUlps = 1.18;

    /// <summary>Below it the result rounds to zero, as the result for it does.</summary>
    private const float Lowest = -104;

    /// <summary>Above it the result is infinite, as the result for it is.</summary>
    private const float Highest = 89;

    /// <summary>ln 2 = Ln2High + Ln2Low. The first has nine significant bits, so that its products with n are exact.</summary>
    private const float Ln2High = 0.693359375f;

    private const float Ln2Low = -2.12194440e-4f;

    private const float Log2E = 1.44269504f;

    /// <summary>1.5 x 2^23: single-precision numbers of this size are whole, so adding and subtracting it rounds.</summary>
    private const float Whole = 12_582_912;

    /// <summary>
    /// e^x: 0 for minus infinity, infinity beyond the largest number, NaN for NaN. Results below the normal range are gradual: rounded
    /// once more to a multiple of the smallest subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TSimd>(TVector x)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // x is the second operand, the one whose NaN stays.
        x = TSimd.MinNative(TSimd.Broadcast(Highest), TSimd.MaxNative(TSimd.Broadcast(Lowest), x));
        TVector whole = TSimd.Broadcast(Whole);
        TVector n = TSimd.Subtract(TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), whole), whole);
        TVector r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);
        TVector p = TSimd.MultiplyAdd(TSimd.Broadcast(0.00138388993f), r, TSimd.Broadcast(0.00836919248f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.0416681021f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.166665167f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.49999994f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1));
        return TSimd.ScaleByPowerOfTwo(p, n);
    }
}
