using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>The parts of a softmax over one sample's logits: the largest, the exponentials and their sum, the scaling.</summary>
/// <remarks>Any count is allowed; a ragged end is one more vector, filled with minus infinity, whose exponential is zero.</remarks>
internal static unsafe class SoftmaxKernels
{
    /// <summary>Terms summed in single precision at a time: in longer sums, many tiny terms beside a large one would vanish.</summary>
    private const int SumBlock = 1024;

    /// <inheritdoc cref="Scalar.Maximum"/>
    public static float Maximum(float* values, int count) =>
        Vector512.IsHardwareAccelerated ? Maximum<Vector512<float>, Simd512>(values, count)
        : Vector256.IsHardwareAccelerated ? Maximum<Vector256<float>, Simd256>(values, count)
        : Maximum<Vector128<float>, Simd128>(values, count);

    /// <inheritdoc cref="Scalar.ExpSum"/>
    public static double ExpSum(float* logits, int count, float shift) =>
        Vector512.IsHardwareAccelerated ? ExpSum<Vector512<float>, Simd512>(logits, count, shift)
        : Vector256.IsHardwareAccelerated ? ExpSum<Vector256<float>, Simd256>(logits, count, shift)
        : ExpSum<Vector128<float>, Simd128>(logits, count, shift);

    /// <inheritdoc cref="Scalar.Scale"/>
    public static void Scale(float* values, int count, float factor)
    {
        if (Vector512.IsHardwareAccelerated)
            Scale<Vector512<float>, Simd512>(values, count, factor);
        else if (Vector256.IsHardwareAccelerated)
            Scale<Vector256<float>, Simd256>(values, count, factor);
        else
            Scale<Vector128<float>, Simd128>(values, count, factor);
    }

    internal static float Maximum<TVector, TSimd>(float* values, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // Four running maxima: each waits for its own last one only.
        TVector m0 = TSimd.Broadcast(float.NegativeInfinity);
        TVector m1 = m0;
        TVector m2 = m0;
        TVector m3 = m0;
        int i = 0;
        for (; i <= count - (4 * TSimd.Lanes); i += 4 * TSimd.Lanes)
        {
            m0 = TSimd.Max(m0, TSimd.Load(values + i));
            m1 = TSimd.Max(m1, TSimd.Load(values + i + TSimd.Lanes));
            m2 = TSimd.Max(m2, TSimd.Load(values + i + (2 * TSimd.Lanes)));
            m3 = TSimd.Max(m3, TSimd.Load(values + i + (3 * TSimd.Lanes)));
        }
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
            m0 = TSimd.Max(m0, TSimd.Load(values + i));
        if (i < count)
            m1 = TSimd.Max(m1, TSimd.LoadPart(values + i, count - i, float.NegativeInfinity));
        return TSimd.MaxAcross(TSimd.Max(TSimd.Max(m0, m1), TSimd.Max(m2, m3)));
    }

    internal static double ExpSum<TVector, TSimd>(float* logits, int count, float shift)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector offset = TSimd.Broadcast(shift);
        double sum = 0;
        int i = 0;
        while (i <= count - TSimd.Lanes)
        {
            int end = Math.Min(i + SumBlock, count) - TSimd.Lanes;
            TVector total = TSimd.Zero;
            for (; i <= end; i += TSimd.Lanes)
            {
                TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(TSimd.Load(logits + i), offset));
                total = TSimd.Add(total, e);
                TSimd.Store(e, logits + i);
            }
            sum += TSimd.Sum(total);
        }
        if (i < count)
        {
            TVector rest = TSimd.LoadPart(logits + i, count - i, float.NegativeInfinity);
            TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(rest, offset));
            TSimd.StorePart(e, logits + i, count - i);
            sum += TSimd.Sum(e);
        }
        return sum;
    }

    internal static void Scale<TVector, TSimd>(float* values, int count, float factor)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector scale = TSimd.Broadcast(factor);
        int i = 0;
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
            TSimd.Store(TSimd.Multiply(TSimd.Load(values + i), scale), values + i);
        if (i < count)
            TSimd.StorePart(TSimd.Multiply(TSimd.LoadPart(values + i, count - i, 0), scale), values + i, count - i);
    }
}
