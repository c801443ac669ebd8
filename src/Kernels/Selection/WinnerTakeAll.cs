using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// The winner of each bin for <see cref="Lanes"/> vectors at once: the position, within the bin, of the largest of the elements that the
/// bin picks.
/// </summary>
/// <remarks>
/// Lane layout: the vectors are transposed, element e of vector v at transposed[e * Lanes + v], and the codes come out likewise, bin b of
/// vector v at codes[b * Lanes + v]. So every load is a whole vector and no gather is needed on any processor.
/// </remarks>
internal static unsafe class WinnerTakeAll
{
    /// <summary>Vectors hashed side by side: an element of all of them fills a cache line, and the widest register.</summary>
    public const int Lanes = 16;

    /// <summary>The code of a bin without present elements.</summary>
    public const int NoWinner = -1;

    /// <inheritdoc cref="Scalar.FindWinners"/>
    public static void Find(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
    {
        if (Vector512.IsHardwareAccelerated)
            Find<Vector512<float>, Simd512>(transposed, members, binSize, codes);
        else if (Vector256.IsHardwareAccelerated)
            Find<Vector256<float>, Simd256>(transposed, members, binSize, codes);
        else
            Find<Vector128<float>, Simd128>(transposed, members, binSize, codes);
    }

    /// <inheritdoc cref="Scalar.TransposePresent"/>
    public static void TransposePresent(float* rows, int stride, int count, int dimension, float* transposed)
    {
        if (Vector512.IsHardwareAccelerated)
            TransposePresent<Vector512<float>, Simd512>(rows, stride, count, dimension, transposed);
        else if (Vector256.IsHardwareAccelerated)
            TransposePresent<Vector256<float>, Simd256>(rows, stride, count, dimension, transposed);
        else
            TransposePresent<Vector128<float>, Simd128>(rows, stride, count, dimension, transposed);
    }

    /// <inheritdoc cref="Scalar.TransposeValues"/>
    public static void TransposeValues(float* rows, int stride, int count, int dimension, float* transposed)
    {
        if (Vector512.IsHardwareAccelerated)
            TransposeValues<Vector512<float>, Simd512>(rows, stride, count, dimension, transposed);
        else if (Vector256.IsHardwareAccelerated)
            TransposeValues<Vector256<float>, Simd256>(rows, stride, count, dimension, transposed);
        else
            TransposeValues<Vector128<float>, Simd128>(rows, stride, count, dimension, transposed);
    }

    /// <inheritdoc cref="Scalar.PackWinners"/>
    public static uint PackWinners(int* codes, int tables, int codesPerTable, int codeBits, int* packed) =>
        Vector512.IsHardwareAccelerated ? PackWinners<Vector512<float>, Simd512>(codes, tables, codesPerTable, codeBits, packed)
        : Vector256.IsHardwareAccelerated ? PackWinners<Vector256<float>, Simd256>(codes, tables, codesPerTable, codeBits, packed)
        : PackWinners<Vector128<float>, Simd128>(codes, tables, codesPerTable, codeBits, packed);

    internal static void Find<TVector, TSimd>(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // The codes are integers that travel in registers of floats: they are only ever selected and stored, never computed with.
        TVector none = TSimd.Broadcast(BitConverter.Int32BitsToSingle(NoWinner));
        for (int start = 0; start < members.Length; start += binSize)
        {
            ReadOnlySpan<int> bin = members.Slice(start, binSize);
            for (int lane = 0; lane < Lanes; lane += TSimd.Lanes)
            {
                TVector best = TSimd.Broadcast(float.NegativeInfinity);
                TVector winner = none;
                for (int position = 0; position < bin.Length; position++)
                {
                    TVector value = TSimd.Load(transposed + ((nint)bin[position] * Lanes) + lane);
                    TVector code = TSimd.Broadcast(BitConverter.Int32BitsToSingle(position));
                    winner = TSimd.Select(TSimd.GreaterThan(value, best), code, winner);
                    best = TSimd.MaxNative(value, best);
                }
                TSimd.Store(winner, (float*)codes + lane);
            }
            codes += Lanes;
        }
    }

    internal static void TransposePresent<TVector, TSimd>(float* rows, int stride, int count, int dimension, float* transposed)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Transpose(rows, stride, count, dimension, transposed);
        TVector absent = TSimd.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < dimension * Lanes; i += TSimd.Lanes)
        {
            // Not above zero are the absolute values of zeros and NaN.
            TVector value = TSimd.Load(transposed + i);
            TSimd.Store(TSimd.Select(TSimd.GreaterThan(TSimd.Abs(value), TSimd.Zero), value, absent), transposed + i);
        }
    }

    internal static void TransposeValues<TVector, TSimd>(float* rows, int stride, int count, int dimension, float* transposed)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Transpose(rows, stride, count, dimension, transposed);
        TVector least = TSimd.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < dimension * Lanes; i += TSimd.Lanes)
        {
            TVector value = TSimd.Load(transposed + i);
            TSimd.Store(TSimd.Select(TSimd.GreaterThan(value, least), value, least), transposed + i);
        }
    }

    internal static uint PackWinners<TVector, TSimd>(int* codes, int tables, int codesPerTable, int codeBits, int* packed)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(codesPerTable * codeBits < 32, "the codes of a table fit a lane beside the sign");
        int* all = stackalloc int[Lanes];
        for (int lane = 0; lane < Lanes; lane += TSimd.Lanes)
        {
            TVector seen = TSimd.Zero;
            for (int table = 0; table < tables; table++)
            {
                float* first = (float*)codes + ((nint)table * codesPerTable * Lanes) + lane;
                TVector bits = TSimd.Zero;
                for (int i = codesPerTable - 1; i >= 0; i--)
                {
                    TVector code = TSimd.Load(first + (i * Lanes));
                    bits = TSimd.OrBits(TSimd.ShiftBitsLeft(bits, codeBits), code);
                    seen = TSimd.OrBits(seen, code);
                }
                TSimd.Store(bits, (float*)packed + ((nint)table * Lanes) + lane);
            }
            TSimd.Store(seen, (float*)all + lane);
        }
        // Only the code of no winner has its sign bit set.
        uint missing = 0;
        for (int lane = 0; lane < Lanes; lane++)
            missing |= all[lane] < 0 ? 1u << lane : 0;
        return missing;
    }

    private static void Transpose(float* rows, int stride, int count, int dimension, float* transposed)
    {
        Debug.Assert(count <= Lanes, "no more vectors than lanes");
        for (int i = 0; i < dimension; i++)
        {
            for (int v = 0; v < count; v++)
                transposed[(i * Lanes) + v] = rows[((long)v * stride) + i];
        }
    }
}
