using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Losses of single neurons and their derivatives over runs of logits, in place.</summary>
/// <remarks>
/// Any count is allowed: the ragged end is one more vector, filled with minus infinity, of which loss and derivative are exactly zero.
/// </remarks>
internal static unsafe class LossKernels
{
    /// <summary>
    /// Bound of the error of a logit's logistic loss and of its derivative (at scale 1), over all logits for which they are normal, in
    /// units in the last place of the exact one: the largest are 2.892 and 2.402 by the exhaustive run <c>runner kernel-errors</c>.
    /// </summary>
    public const double LogisticMaxUlps = 2.9;

    /// <inheritdoc cref="Scalar.SquaredHingeNegatives"/>
    public static double SquaredHingeNegatives(float* logits, int count, float scale) =>
        Vector512.IsHardwareAccelerated ? SquaredHingeNegatives<Vector512<float>, Simd512>(logits, count, scale)
        : Vector256.IsHardwareAccelerated ? SquaredHingeNegatives<Vector256<float>, Simd256>(logits, count, scale)
        : SquaredHingeNegatives<Vector128<float>, Simd128>(logits, count, scale);

    /// <inheritdoc cref="Scalar.LogisticNegatives"/>
    public static double LogisticNegatives(float* logits, int count, float scale) =>
        Vector512.IsHardwareAccelerated ? LogisticNegatives<Vector512<float>, Simd512>(logits, count, scale)
        : Vector256.IsHardwareAccelerated ? LogisticNegatives<Vector256<float>, Simd256>(logits, count, scale)
        : LogisticNegatives<Vector128<float>, Simd128>(logits, count, scale);

    internal static double SquaredHingeNegatives<TVector, TSimd>(float* logits, int count, float scale)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector one = TSimd.Broadcast(1);
        TVector slope = TSimd.Broadcast(2 * scale);
        TVector total = TSimd.Zero;
        int i = 0;
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
        {
            TVector margin = TSimd.MaxNative(TSimd.Zero, TSimd.Add(one, TSimd.Load(logits + i)));
            total = TSimd.MultiplyAdd(margin, margin, total);
            TSimd.Store(TSimd.Multiply(slope, margin), logits + i);
        }
        if (i < count)
        {
            TVector margin = TSimd.MaxNative(
                TSimd.Zero, TSimd.Add(one, TSimd.LoadPart(logits + i, count - i, float.NegativeInfinity)));
            total = TSimd.MultiplyAdd(margin, margin, total);
            TSimd.StorePart(TSimd.Multiply(slope, margin), logits + i, count - i);
        }
        return TSimd.Sum(total);
    }

    internal static double LogisticNegatives<TVector, TSimd>(float* logits, int count, float scale)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector slope = TSimd.Broadcast(scale);
        TVector total = TSimd.Zero;
        int i = 0;
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
        {
            TVector loss = Logistic<TVector, TSimd>(TSimd.Load(logits + i), out TVector sigmoid);
            total = TSimd.Add(total, loss);
            TSimd.Store(TSimd.Multiply(slope, sigmoid), logits + i);
        }
        if (i < count)
        {
            TVector rest = TSimd.LoadPart(logits + i, count - i, float.NegativeInfinity);
            TVector loss = Logistic<TVector, TSimd>(rest, out TVector sigmoid);
            total = TSimd.Add(total, loss);
            TSimd.StorePart(TSimd.Multiply(slope, sigmoid), logits + i, count - i);
        }
        return TSimd.Sum(total);
    }

    /// <summary>log(1 + e^z), and its derivative 1 / (1 + e^-z), from one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Logistic<TVector, TSimd>(TVector z, out TVector sigmoid)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // e = exp(-|z|) never overflows. The derivative is 1/(1+e) above zero and e/(1+e) below.
        TVector one = TSimd.Broadcast(1);
        TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(TSimd.Zero, TSimd.Abs(z)));
        TVector numerator = TSimd.Select(TSimd.GreaterThan(TSimd.Zero, z), e, one);
        sigmoid = TSimd.Divide(numerator, TSimd.Add(one, e));
        // log(1+e) = 2 atanh(s), s = e/(2+e) in [0, 1/3]: s times a polynomial in s squared, so tiny e keep all their digits.
        // Its coefficients minimise the largest relative error on that interval, 4.5e-9.
        TVector s = TSimd.Divide(e, TSimd.Add(TSimd.Broadcast(2), e));
        TVector u = TSimd.Multiply(s, s);
        TVector p = TSimd.MultiplyAdd(TSimd.Broadcast(0.140036181f), u, TSimd.Broadcast(0.140014753f));
        p = TSimd.MultiplyAdd(p, u, TSimd.Broadcast(0.200107202f));
        p = TSimd.MultiplyAdd(p, u, TSimd.Broadcast(0.333332092f));
        TVector twice = TSimd.Add(s, s);
        TVector log = TSimd.MultiplyAdd(TSimd.Multiply(twice, u), p, twice);
        return TSimd.Add(TSimd.MaxNative(TSimd.Zero, z), log);
    }
}
