using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Signs as bits: bit i is 1 where values[i] &gt; 0. Zero of either sign and NaN give 0, so a value that the comparison cannot place lies
/// on one fixed side.
/// </summary>
/// <remarks>
/// Element 16 w + i is bit i of word w; words lie little-endian one after another, so the packed row reads as one string of bits. Sign
/// bits are not taken as they are because -0 would then differ from +0.
/// </remarks>
internal static unsafe class SignBits
{
    /// <summary>
    /// Widest field that <see cref="Extract"/> reads: one unaligned 64-bit read must hold it whatever its bit offset in a byte.
    /// </summary>
    public const int MaxFieldBits = 56;

    private const int WordBits = RowMatrix.RowAlignment;

    /// <inheritdoc cref="Scalar.PackSigns"/>
    public static void Pack(float* values, int count, ushort* words)
    {
        if (Vector512.IsHardwareAccelerated)
            Pack<Vector512<float>, Simd512>(values, count, words);
        else if (Vector256.IsHardwareAccelerated)
            Pack<Vector256<float>, Simd256>(values, count, words);
        else
            Pack<Vector128<float>, Simd128>(values, count, words);
    }

    /// <summary>
    /// The <paramref name="width"/> bits from bit <paramref name="offset"/> on; the words are followed by 8 readable bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extract(ushort* words, int offset, int width)
    {
        Debug.Assert(width <= MaxFieldBits, "a wider field may not fit one read");
        ulong bits = Unsafe.ReadUnaligned<ulong>((byte*)words + (offset >> 3));
        return (bits >> (offset & 7)) & ((1UL << width) - 1);
    }

    internal static void Pack<TVector, TSimd>(float* values, int count, ushort* words)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(count % WordBits == 0, "rows are padded to whole words");
        for (int start = 0; start < count; start += WordBits)
        {
            ulong word = 0;
            for (int i = 0; i < WordBits; i += TSimd.Lanes)
                word |= TSimd.GreaterThanMask(TSimd.Load(values + start + i), TSimd.Zero) << i;
            words[start / WordBits] = (ushort)word;
        }
    }
}
