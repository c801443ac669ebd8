using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Operations on one or two vectors whose length is a multiple of 16 (rows with zero padding).</summary>
internal static unsafe class VectorKernels
{
    public static float Dot(float* a, float* b, int length) =>
        Vector512.IsHardwareAccelerated ? Dot<Vector512<float>, Simd512>(a, b, length)
        : Vector256.IsHardwareAccelerated ? Dot<Vector256<float>, Simd256>(a, b, length)
        : Dot<Vector128<float>, Simd128>(a, b, length);

    /// <summary>y += scale x.</summary>
    public static void Axpy(float scale, float* x, float* y, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Axpy<Vector512<float>, Simd512>(scale, x, y, length);
        else if (Vector256.IsHardwareAccelerated)
            Axpy<Vector256<float>, Simd256>(scale, x, y, length);
        else
            Axpy<Vector128<float>, Simd128>(scale, x, y, length);
    }

    internal static float Dot<TVector, TSimd>(float* a, float* b, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // Two sums hide half of the latency of a multiply-add; 16 is at least one vector of any width, and odd counts end in the first.
        TVector even = TSimd.Zero;
        TVector odd = TSimd.Zero;
        int i = 0;
        for (; i <= length - (2 * TSimd.Lanes); i += 2 * TSimd.Lanes)
        {
            even = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), even);
            odd = TSimd.MultiplyAdd(TSimd.Load(a + i + TSimd.Lanes), TSimd.Load(b + i + TSimd.Lanes), odd);
        }
        if (i < length)
            even = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), even);
        return TSimd.Sum(TSimd.Add(even, odd));
    }

    internal static void Axpy<TVector, TSimd>(float scale, float* x, float* y, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector factor = TSimd.Broadcast(scale);
        for (int i = 0; i < length; i += TSimd.Lanes)
            TSimd.Store(TSimd.MultiplyAdd(factor, TSimd.Load(x + i), TSimd.Load(y + i)), y + i);
    }
}
