using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// The parts of a softmax over a batch whose samples share their neurons: a row of logits belongs to a neuron, a column to a sample, so the
/// samples' maxima and sums run side by side. Counts are multiples of 16.
/// </summary>
internal static unsafe class SoftmaxColumns
{
    /// <inheritdoc cref="Scalar.AddExp"/>
    public static void AddExp(float* logits, float* shifts, float* sums, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            AddExp<Vector512<float>, Simd512>(logits, shifts, sums, count);
        else if (Vector256.IsHardwareAccelerated)
            AddExp<Vector256<float>, Simd256>(logits, shifts, sums, count);
        else
            AddExp<Vector128<float>, Simd128>(logits, shifts, sums, count);
    }

    /// <inheritdoc cref="Scalar.ScaledExp"/>
    public static void ScaledExp(float* logits, float* shifts, float* scales, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            ScaledExp<Vector512<float>, Simd512>(logits, shifts, scales, count);
        else if (Vector256.IsHardwareAccelerated)
            ScaledExp<Vector256<float>, Simd256>(logits, shifts, scales, count);
        else
            ScaledExp<Vector128<float>, Simd128>(logits, shifts, scales, count);
    }

    /// <inheritdoc cref="Scalar.Maximize"/>
    public static void Maximize(float* logits, float* maxima, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            Maximize<Vector512<float>, Simd512>(logits, maxima, count);
        else if (Vector256.IsHardwareAccelerated)
            Maximize<Vector256<float>, Simd256>(logits, maxima, count);
        else
            Maximize<Vector128<float>, Simd128>(logits, maxima, count);
    }

    /// <inheritdoc cref="Scalar.Rebase"/>
    public static void Rebase(float* sums, float* oldShifts, float* newShifts, float* added, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            Rebase<Vector512<float>, Simd512>(sums, oldShifts, newShifts, added, count);
        else if (Vector256.IsHardwareAccelerated)
            Rebase<Vector256<float>, Simd256>(sums, oldShifts, newShifts, added, count);
        else
            Rebase<Vector128<float>, Simd128>(sums, oldShifts, newShifts, added, count);
    }

    internal static void AddExp<TVector, TSimd>(float* logits, float* shifts, float* sums, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
        {
            TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(TSimd.Load(logits + i), TSimd.Load(shifts + i)));
            TSimd.Store(TSimd.Add(TSimd.Load(sums + i), e), sums + i);
        }
    }

    internal static void ScaledExp<TVector, TSimd>(float* logits, float* shifts, float* scales, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
        {
            TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(TSimd.Load(logits + i), TSimd.Load(shifts + i)));
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

    internal static void Rebase<TVector, TSimd>(float* sums, float* oldShifts, float* newShifts, float* added, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < count; i += TSimd.Lanes)
        {
            TVector e = VectorExp.Exp<TVector, TSimd>(TSimd.Subtract(TSimd.Load(oldShifts + i), TSimd.Load(newShifts + i)));
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(sums + i), e, TSimd.Load(added + i)), sums + i);
        }
    }
}
