using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Comparisons of runs of numbers, as bit masks.</summary>
internal static unsafe class Comparison
{
    /// <summary>Bit i of the result is set where a[i] &gt; b[i], for 16 elements.</summary>
    public static ulong GreaterThanMask16(float* a, float* b) =>
        Vector512.IsHardwareAccelerated ? GreaterThanMask16<Vector512<float>, Simd512>(a, b)
        : Vector256.IsHardwareAccelerated ? GreaterThanMask16<Vector256<float>, Simd256>(a, b)
        : GreaterThanMask16<Vector128<float>, Simd128>(a, b);

    internal static ulong GreaterThanMask16<TVector, TSimd>(float* a, float* b)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        ulong mask = 0;
        for (int i = 0; i < 16; i += TSimd.Lanes)
            mask |= TSimd.GreaterThanMask(TSimd.Load(a + i), TSimd.Load(b + i)) << i;
        return mask;
    }
}
