using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Losses and their derivatives over runs of logits, in place.</summary>
/// <remarks>Each vector method leaves a ragged end to the scalar definition, so any count is allowed.</remarks>
internal static unsafe class LossKernels
{
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

    /// <inheritdoc cref="Scalar.ExpSum"/>
    public static double ExpSum(float* logits, int count, float shift) =>
        Vector512.IsHardwareAccelerated ? ExpSum<Vector512<float>, Simd512>(logits, count, shift)
        : Vector256.IsHardwareAccelerated ? ExpSum<Vector256<float>, Simd256>(logits, count, shift)
        : ExpSum<Vector128<float>, Simd128>(logits, count, shift);

    /// <summary>sums[i] += e^(logits[i] - shifts[i]): one neuron's logits over a batch, a multiple of 16 of them.</summary>
    public static void AddExp(float* logits, float* shifts, float* sums, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            AddExp<Vector512<float>, Simd512>(logits, shifts, sums, count);
        else if (Vector256.IsHardwareAccelerated)
            AddExp<Vector256<float>, Simd256>(logits, shifts, sums, count);
        else
            AddExp<Vector128<float>, Simd128>(logits, shifts, sums, count);
    }

    /// <summary>logits[i] = e^(logits[i] - shifts[i]) * scales[i], a multiple of 16 of them.</summary>
    public static void ScaledExp(float* logits, float* shifts, float* scales, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            ScaledExp<Vector512<float>, Simd512>(logits, shifts, scales, count);
        else if (Vector256.IsHardwareAccelerated)
            ScaledExp<Vector256<float>, Simd256>(logits, shifts, scales, count);
        else
            ScaledExp<Vector128<float>, Simd128>(logits, shifts, scales, count);
    }

    /// <summary>maxima[i] = max(maxima[i], logits[i]), a multiple of 16 of them.</summary>
    public static void Maximize(float* logits, float* maxima, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            Maximize<Vector512<float>, Simd512>(logits, maxima, count);
        else if (Vector256.IsHardwareAccelerated)
            Maximize<Vector256<float>, Simd256>(logits, maxima, count);
        else
            Maximize<Vector128<float>, Simd128>(logits, maxima, count);
    }

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
            TVector margin = TSimd.Max(TSimd.Add(one, TSimd.Load(logits + i)), TSimd.Zero);
            total = TSimd.MultiplyAdd(margin, margin, total);
            TSimd.Store(TSimd.Multiply(slope, margin), logits + i);
        }
        return TSimd.Sum(total) + Scalar.SquaredHingeNegatives(logits + i, count - i, scale);
    }

    internal static double LogisticNegatives<TVector, TSimd>(float* logits, int count, float scale)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector one = TSimd.Broadcast(1);
        TVector slope = TSimd.Broadcast(scale);
        TVector total = TSimd.Zero;
        int i = 0;
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
        {
            // e = exp(-|z|) never overflows; the sigmoid is 1/(1+e) above zero and e/(1+e) below, both 1 - or e over the same divisor.
            TVector z = TSimd.Load(logits + i);
            TVector positive = TSimd.Max(z, TSimd.Zero);
            TVector e = TSimd.Exp(TSimd.Subtract(TSimd.Zero, TSimd.Abs(z)));
            TVector divisor = TSimd.Add(one, e);
            total = TSimd.Add(total, TSimd.Add(positive, TSimd.Log(divisor)));
            // exp(min(z, 0)) is 1 for z >= 0 and e for z < 0; z - max(z, 0) would be the same but for an infinite z.
            TVector numerator = TSimd.Exp(TSimd.Subtract(TSimd.Zero, TSimd.Max(TSimd.Subtract(TSimd.Zero, z), TSimd.Zero)));
            TSimd.Store(TSimd.Divide(TSimd.Multiply(slope, numerator), divisor), logits + i);
        }
        return TSimd.Sum(total) + Scalar.LogisticNegatives(logits + i, count - i, scale);
    }

    internal static double ExpSum<TVector, TSimd>(float* logits, int count, float shift)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector offset = TSimd.Broadcast(shift);
        TVector total = TSimd.Zero;
        int i = 0;
        for (; i <= count - TSimd.Lanes; i += TSimd.Lanes)
        {
            TVector e = TSimd.Exp(TSimd.Subtract(TSimd.Load(logits + i), offset));
            total = TSimd.Add(total, e);
            TSimd.Store(e, logits + i);
        }
        return TSimd.Sum(total) + Scalar.ExpSum(logits + i, count - i, shift);
    }

    internal static void AddExp<TVector, TSimd>(float* logits, float* shifts, float* sums, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
        {
            TVector e = TSimd.Exp(TSimd.Subtract(TSimd.Load(logits + i), TSimd.Load(shifts + i)));
            TSimd.Store(TSimd.Add(TSimd.Load(sums + i), e), sums + i);
        }
    }

    internal static void ScaledExp<TVector, TSimd>(float* logits, float* shifts, float* scales, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
        {
            TVector e = TSimd.Exp(TSimd.Subtract(TSimd.Load(logits + i), TSimd.Load(shifts + i)));
            TSimd.Store(TSimd.Multiply(e, TSimd.Load(scales + i)), logits + i);
        }
    }

    internal static void Maximize<TVector, TSimd>(float* logits, float* maxima, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
            TSimd.Store(TSimd.Max(TSimd.Load(logits + i), TSimd.Load(maxima + i)), maxima + i);
    }
}
