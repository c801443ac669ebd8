using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Packs signs into bits: bit i is 1 where values[i] &gt; 0. Zero of either sign and NaN give 0, so a value that the comparison cannot
/// place lies on one fixed side.
/// </summary>
/// <remarks>
/// Precondition: the count is a multiple of 16 (rows are padded). Element 16 w + i is bit i of word w; words lie little-endian one after
/// another, so the packed row reads as one string of bits. Sign bits are not taken as they are because -0 would then differ from +0.
/// </remarks>
internal static unsafe class SignBits
{
    private const int WordBits = RowMatrix.RowAlignment;

    internal static void Pack(float* values, int count, ushort* words)
    {
        Debug.Assert(count % WordBits == 0, "rows are padded to whole words");
        if (Vector512.IsHardwareAccelerated)
            Pack512(values, count, words);
        else if (Vector256.IsHardwareAccelerated)
            Pack256(values, count, words);
        else if (Vector128.IsHardwareAccelerated)
            Pack128(values, count, words);
        else
            PackScalar(values, count, words);
    }

    internal static void PackScalar(float* values, int count, ushort* words)
    {
        for (int start = 0; start < count; start += WordBits)
        {
            int word = 0;
            for (int i = 0; i < WordBits; i++)
                word |= values[start + i] > 0 ? 1 << i : 0;
            words[start / WordBits] = (ushort)word;
        }
    }

    internal static void Pack128(float* values, int count, ushort* words)
    {
        for (int start = 0; start < count; start += WordBits)
        {
            uint word = 0;
            for (int i = 0; i < WordBits; i += Vector128<float>.Count)
                word |= Vector128.GreaterThan(Vector128.Load(values + start + i), Vector128<float>.Zero).ExtractMostSignificantBits() << i;
            words[start / WordBits] = (ushort)word;
        }
    }

    internal static void Pack256(float* values, int count, ushort* words)
    {
        for (int start = 0; start < count; start += WordBits)
        {
            uint low = Vector256.GreaterThan(Vector256.Load(values + start), Vector256<float>.Zero).ExtractMostSignificantBits();
            uint high = Vector256.GreaterThan(Vector256.Load(values + start + 8), Vector256<float>.Zero).ExtractMostSignificantBits();
            words[start / WordBits] = (ushort)(low | (high << 8));
        }
    }

    internal static void Pack512(float* values, int count, ushort* words)
    {
        for (int start = 0; start < count; start += WordBits)
        {
            words[start / WordBits] =
                (ushort)Vector512.GreaterThan(Vector512.Load(values + start), Vector512<float>.Zero).ExtractMostSignificantBits();
        }
    }

    /// <summary>
    /// The <paramref name="width"/> bits from bit <paramref name="offset"/> on; the words are followed by 8 readable bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Extract(ushort* words, int offset, int width)
    {
        Debug.Assert(width <= BucketFold.MaxCodeBits, "a wider field may not fit one read");
        ulong bits = Unsafe.ReadUnaligned<ulong>((byte*)words + (offset >> 3));
        return (bits >> (offset & 7)) & ((1UL << width) - 1);
    }
}
