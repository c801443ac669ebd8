using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Conversions between single precision and bfloat16 of runs of numbers, a multiple of 16 of them.</summary>
internal static unsafe class Conversion
{
    /// <summary>target[i] = source[i], exactly.</summary>
    public static void Widen(ushort* source, float* target, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Widen<Vector512<float>, Simd512>(source, target, length);
        else if (Vector256.IsHardwareAccelerated)
            Widen<Vector256<float>, Simd256>(source, target, length);
        else
            Widen<Vector128<float>, Simd128>(source, target, length);
    }

    /// <summary>target[i] = source[i] rounded to nearest (<see cref="BFloat16.FromSingle(float)"/>).</summary>
    public static void Narrow(float* source, ushort* target, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Narrow<Vector512<float>, Simd512>(source, target, length);
        else if (Vector256.IsHardwareAccelerated)
            Narrow<Vector256<float>, Simd256>(source, target, length);
        else
            Narrow<Vector128<float>, Simd128>(source, target, length);
    }

    /// <summary>target[i] = source[i] rounded by the noise of <paramref name="key"/> + i (<see cref="BFloat16.FromSingle(float, uint)"/>).</summary>
    public static void Narrow(float* source, ushort* target, int length, uint key)
    {
        if (Vector512.IsHardwareAccelerated)
            Narrow<Vector512<float>, Simd512>(source, target, length, key);
        else if (Vector256.IsHardwareAccelerated)
            Narrow<Vector256<float>, Simd256>(source, target, length, key);
        else
            Narrow<Vector128<float>, Simd128>(source, target, length, key);
    }

    internal static void Widen<TVector, TSimd>(ushort* source, float* target, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < length; i += TSimd.Lanes)
            TSimd.Store(TSimd.LoadBFloat16(source + i), target + i);
    }

    internal static void Narrow<TVector, TSimd>(float* source, ushort* target, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < length; i += TSimd.Lanes)
            TSimd.StoreBFloat16(TSimd.Load(source + i), target + i);
    }

    internal static void Narrow<TVector, TSimd>(float* source, ushort* target, int length, uint key)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int i = 0; i < length; i += TSimd.Lanes)
            TSimd.StoreBFloat16(TSimd.Load(source + i), target + i, key + (uint)i);
    }
}
