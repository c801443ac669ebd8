using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Comparisons of runs of numbers, as bit masks: bit i tells of element i. A comparison with NaN is false.</summary>
internal static unsafe class Comparison
{
    /// <inheritdoc cref="Scalar.GreaterThanMask16"/>
    public static ulong GreaterThanMask16(float* a, float* b) =>
        Vector512.IsHardwareAccelerated ? GreaterThanMask16<Vector512<float>, Simd512>(a, b)
        : Vector256.IsHardwareAccelerated ? GreaterThanMask16<Vector256<float>, Simd256>(a, b)
        : GreaterThanMask16<Vector128<float>, Simd128>(a, b);

    /// <inheritdoc cref="Scalar.AboveMask64"/>
    public static ulong AboveMask64(float* values, float threshold) =>
        Vector512.IsHardwareAccelerated ? AboveMask64<Vector512<float>, Simd512>(values, threshold)
        : Vector256.IsHardwareAccelerated ? AboveMask64<Vector256<float>, Simd256>(values, threshold)
        : AboveMask64<Vector128<float>, Simd128>(values, threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong GreaterThanMask16<TVector, TSimd>(float* a, float* b)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        ulong mask = 0;
        for (int i = 0; i < 16; i += TSimd.Lanes)
            mask |= TSimd.GreaterThanMask(TSimd.Load(a + i), TSimd.Load(b + i)) << i;
        return mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong AboveMask64<TVector, TSimd>(float* values, float threshold)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector bound = TSimd.Broadcast(threshold);
        ulong mask = 0;
        for (int i = 0; i < 64; i += TSimd.Lanes)
            mask |= TSimd.GreaterThanMask(TSimd.Load(values + i), bound) << i;
        return mask;
    }
}
