using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// The fast Walsh-Hadamard transform, unnormalised, of <see cref="WinnerTakeAll.Lanes"/> vectors at once.
/// </summary>
/// <remarks>
/// Lane layout as in <see cref="WinnerTakeAll"/>: element e of vector v at vectors[e * Lanes + v], so every butterfly is one addition and
/// one subtraction of whole registers. Three of the log2(length) stages are made in registers between a load and a store. Every width adds
/// the same pairs in the same order: results are equal bit for bit.
/// </remarks>
internal static unsafe class HadamardTransform
{
    private const int Lanes = WinnerTakeAll.Lanes;

    /// <inheritdoc cref="Scalar.HadamardTransform"/>
    public static void Compute(float* vectors, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(vectors, length);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(vectors, length);
        else
            Compute<Vector128<float>, Simd128>(vectors, length);
    }

    /// <inheritdoc cref="Scalar.FlipSigns"/>
    public static void FlipSigns(float* source, float* signs, float* target, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            FlipSigns<Vector512<float>, Simd512>(source, signs, target, length);
        else if (Vector256.IsHardwareAccelerated)
            FlipSigns<Vector256<float>, Simd256>(source, signs, target, length);
        else
            FlipSigns<Vector128<float>, Simd128>(source, signs, target, length);
    }

    internal static void Compute<TVector, TSimd>(float* vectors, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(BitOperations.IsPow2(length), "the transform is defined for powers of two");
        int distance = 1;
        for (; distance <= length / 8; distance *= 8)
        {
            for (int block = 0; block < length; block += 8 * distance)
                ThreeStages<TVector, TSimd>(vectors + ((long)block * Lanes), distance * Lanes);
        }

        for (; distance < length; distance *= 2)
        {
            for (int block = 0; block < length; block += 2 * distance)
                OneStage<TVector, TSimd>(vectors + ((long)block * Lanes), distance * Lanes);
        }
    }

    internal static void FlipSigns<TVector, TSimd>(float* source, float* signs, float* target, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int element = 0; element < length; element++)
        {
            TVector sign = TSimd.Broadcast(signs[element]);
            for (int lane = 0; lane < Lanes; lane += TSimd.Lanes)
            {
                nint place = ((nint)element * Lanes) + lane;
                TSimd.Store(TSimd.Multiply(sign, TSimd.Load(source + place)), target + place);
            }
        }
    }

    /// <summary>Butterflies between elements <paramref name="distance"/> floats apart, over 2 x distance floats.</summary>
    private static void OneStage<TVector, TSimd>(float* block, nint distance)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (float* p = block; p < block + distance; p += TSimd.Lanes)
        {
            TVector a = TSimd.Load(p);
            TVector b = TSimd.Load(p + distance);
            Butterfly<TVector, TSimd>(ref a, ref b);
            TSimd.Store(a, p);
            TSimd.Store(b, p + distance);
        }
    }

    /// <summary>The stages of distance, 2 x distance and 4 x distance floats, over 8 x distance floats.</summary>
    private static void ThreeStages<TVector, TSimd>(float* block, nint distance)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (float* p = block; p < block + distance; p += TSimd.Lanes)
        {
            TVector a = TSimd.Load(p);
            TVector b = TSimd.Load(p + distance);
            TVector c = TSimd.Load(p + (2 * distance));
            TVector d = TSimd.Load(p + (3 * distance));
            TVector e = TSimd.Load(p + (4 * distance));
            TVector f = TSimd.Load(p + (5 * distance));
            TVector g = TSimd.Load(p + (6 * distance));
            TVector h = TSimd.Load(p + (7 * distance));
            Butterfly<TVector, TSimd>(ref a, ref b);
            Butterfly<TVector, TSimd>(ref c, ref d);
            Butterfly<TVector, TSimd>(ref e, ref f);
            Butterfly<TVector, TSimd>(ref g, ref h);
            Butterfly<TVector, TSimd>(ref a, ref c);
            Butterfly<TVector, TSimd>(ref b, ref d);
            Butterfly<TVector, TSimd>(ref e, ref g);
            Butterfly<TVector, TSimd>(ref f, ref h);
            Butterfly<TVector, TSimd>(ref a, ref e);
            Butterfly<TVector, TSimd>(ref b, ref f);
            Butterfly<TVector, TSimd>(ref c, ref g);
            Butterfly<TVector, TSimd>(ref d, ref h);
            TSimd.Store(a, p);
            TSimd.Store(b, p + distance);
            TSimd.Store(c, p + (2 * distance));
            TSimd.Store(d, p + (3 * distance));
            TSimd.Store(e, p + (4 * distance));
            TSimd.Store(f, p + (5 * distance));
            TSimd.Store(g, p + (6 * distance));
            TSimd.Store(h, p + (7 * distance));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly<TVector, TSimd>(ref TVector a, ref TVector b)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector sum = TSimd.Add(a, b);
        b = TSimd.Subtract(a, b);
        a = sum;
    }
}
