using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Hamming distances of one signature from many: in how many bits each differs.</summary>
/// <remarks>
/// Layout: rows come in groups of <see cref="GroupRows"/>, groups in four sets of eight rows. Row 4 i + s of a group is row i of set s, and
/// word j of a set's rows lies side by side, a cache line for each j. So a register holds the same word of different rows, bits are counted
/// byte by byte without a sum across lanes, and when the four sets' distances are put into 64-bit lanes, 16 bits each, they stand in the
/// order of the rows.
/// </remarks>
internal static unsafe class SignatureDistance
{
    /// <summary>Rows of a group.</summary>
    public const int GroupRows = 32;

    /// <summary>Most 64-bit words of a signature: counts of the bits of a byte over all of them stay below 256.</summary>
    public const int MaxWords = 31;

    private const int SetRows = 8;
    private const int Sets = GroupRows / SetRows;

    /// <summary>64-bit words that the groups of <paramref name="rows"/> rows take.</summary>
    public static long Words(int rows, int words) => (rows + GroupRows - 1L) / GroupRows * GroupRows * words;

    /// <summary>Where a word of a row stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Place(int row, int word, int words)
    {
        int inGroup = row % GroupRows;
        long set = ((long)(row / GroupRows) * Sets) + (inGroup % Sets);
        return (((set * words) + word) * SetRows) + (inGroup / Sets);
    }

    /// <inheritdoc cref="Scalar.SignatureDistances"/>
    public static void Compute(ulong* signatures, int groups, int words, ulong* query, ushort* distances)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(signatures, groups, words, query, distances);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(signatures, groups, words, query, distances);
        else if (Vector128.IsHardwareAccelerated)
            Compute<Vector128<float>, Simd128>(signatures, groups, words, query, distances);
        else
            Scalar.SignatureDistances(signatures, groups, words, query, distances);
    }

    /// <inheritdoc cref="Scalar.BelowMask32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BelowMask32(ushort* distances, int bound) =>
        Vector512.IsHardwareAccelerated ? BelowMask32<Vector512<float>, Simd512>(distances, bound)
        : Vector256.IsHardwareAccelerated ? BelowMask32<Vector256<float>, Simd256>(distances, bound)
        : BelowMask32<Vector128<float>, Simd128>(distances, bound);

    internal static void Compute<TVector, TSimd>(ulong* signatures, int groups, int words, ulong* query, ushort* distances)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(words is > 0 and <= MaxWords, "counts of a byte's bits stay in a byte");
        nint set = (nint)words * SetRows;
        for (int group = 0; group < groups; group++)
        {
            for (int lane = 0; lane < SetRows; lane += TSimd.Lanes / 2)
            {
                ulong* first = signatures + lane;
                TVector packed = TSimd.SumBytes(Count<TVector, TSimd>(first, words, query), 0);
                packed = TSimd.OrBits(packed, TSimd.SumBytes(Count<TVector, TSimd>(first + set, words, query), 16));
                packed = TSimd.OrBits(packed, TSimd.SumBytes(Count<TVector, TSimd>(first + (2 * set), words, query), 32));
                packed = TSimd.OrBits(packed, TSimd.SumBytes(Count<TVector, TSimd>(first + (3 * set), words, query), 48));
                TSimd.Store(packed, (float*)(distances + (lane * Sets)));
            }
            signatures += Sets * set;
            distances += GroupRows;
        }
    }

    internal static uint BelowMask32<TVector, TSimd>(ushort* distances, int bound)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector bounds = TSimd.BroadcastBits((ulong)bound * 0x0001_0001_0001_0001UL);
        ulong mask = 0;
        for (int i = 0; i < GroupRows; i += 2 * TSimd.Lanes)
            mask |= TSimd.LessThanMask16(TSimd.Load((float*)(distances + i)), bounds) << i;
        return (uint)mask;
    }

    /// <summary>For the rows in a register, how many bits differ in each byte position, over all words.</summary>
    /// <remarks>
    /// Counting is what costs. Seven words are first added bit by bit into sums of three binary digits (carry-save adders, Harley and Seal;
    /// Muła, Kurz and Lemire 2018), so that three counts serve for seven.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Count<TVector, TSimd>(ulong* signature, int words, ulong* query)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector counts = TSimd.Zero;
        int word = 0;
        for (; word <= words - 7; word += 7)
        {
            TVector a = Difference<TVector, TSimd>(signature, word, query);
            TVector b = Difference<TVector, TSimd>(signature, word + 1, query);
            TVector c = Difference<TVector, TSimd>(signature, word + 2, query);
            TVector d = Difference<TVector, TSimd>(signature, word + 3, query);
            TVector e = Difference<TVector, TSimd>(signature, word + 4, query);
            TVector f = Difference<TVector, TSimd>(signature, word + 5, query);
            TVector g = Difference<TVector, TSimd>(signature, word + 6, query);
            TVector ones = TSimd.XorBits(TSimd.XorBits(a, b), c);
            TVector carry1 = TSimd.MajorityBits(a, b, c);
            TVector carry2 = TSimd.MajorityBits(ones, d, e);
            ones = TSimd.XorBits(TSimd.XorBits(ones, d), e);
            TVector carry3 = TSimd.MajorityBits(ones, f, g);
            ones = TSimd.XorBits(TSimd.XorBits(ones, f), g);
            TVector twos = TSimd.XorBits(TSimd.XorBits(carry1, carry2), carry3);
            TVector fours = TSimd.CountBits(TSimd.MajorityBits(carry1, carry2, carry3));
            twos = TSimd.AddBytes(TSimd.AddBytes(fours, fours), TSimd.CountBits(twos));
            ones = TSimd.AddBytes(TSimd.AddBytes(twos, twos), TSimd.CountBits(ones));
            counts = TSimd.AddBytes(counts, ones);
        }
        for (; word < words; word++)
            counts = TSimd.AddBytes(counts, TSimd.CountBits(Difference<TVector, TSimd>(signature, word, query)));
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Difference<TVector, TSimd>(ulong* signature, int word, ulong* query)
        where TVector : struct
        where TSimd : struct, ISimd<TVector> =>
        TSimd.XorBits(TSimd.Load((float*)(signature + ((nint)word * SetRows))), TSimd.BroadcastBits(query[word]));
}
