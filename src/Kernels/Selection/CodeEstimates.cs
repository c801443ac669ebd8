using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Estimates of one vector's inner products with many rows of which only signs are kept: sums of sixteen-entry tables of bytes, one table
/// for four signs, looked up by shuffles within a register (André, Kermarrec, Le Scouarnec 2015, "quick ADC").
/// </summary>
/// <remarks>
/// Layout: rows come in groups of <see cref="GroupRows"/>. A row's code is bytes of eight signs, the first in the lowest bit; byte b of a
/// group's rows is a cache line, in which row i &lt; 32 has place 2 i and row 32 + i place 2 i + 1. When the bytes of a line are taken for
/// 16-bit numbers, rows 0 to 31 are the lower halves in order and rows 32 to 63 the upper ones: sums of bytes grow into 16-bit lanes
/// without a change of places.
/// </remarks>
internal static unsafe class CodeEstimates
{
    /// <summary>Rows of a group.</summary>
    public const int GroupRows = 64;

    /// <summary>Largest entry of a table: four of them are added in a byte.</summary>
    public const int LargestEntry = 63;

    /// <summary>Largest sum of one entry of every table.</summary>
    public const int LargestSum = ushort.MaxValue;

    private const int HalfGroup = GroupRows / 2;

    /// <summary>Bytes that the codes of the groups of <paramref name="rows"/> rows take.</summary>
    public static long Bytes(int rows, int codeBytes) => (rows + GroupRows - 1L) / GroupRows * GroupRows * codeBytes;

    /// <summary>Where a byte of a row's code stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Place(int row, int codeByte, int codeBytes)
    {
        int inGroup = row % GroupRows;
        long line = ((long)(row / GroupRows) * codeBytes) + codeByte;
        return (line * GroupRows) + (2 * (inGroup % HalfGroup)) + (inGroup / HalfGroup);
    }

    /// <inheritdoc cref="Scalar.CodeSums"/>
    public static void Sum(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums)
    {
        if (Vector512.IsHardwareAccelerated)
            Sum<Vector512<float>, Simd512>(codes, groups, codeBytes, tables, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sum<Vector256<float>, Simd256>(codes, groups, codeBytes, tables, sums);
        else if (Vector128.IsHardwareAccelerated)
            Sum<Vector128<float>, Simd128>(codes, groups, codeBytes, tables, sums);
        else
            Scalar.CodeSums(codes, groups, codeBytes, tables, sums);
    }

    /// <summary>The sums of <see cref="Sum"/> for two queries, for less than twice the time.</summary>
    public static void SumTwo(
        byte* codes, int groups, int codeBytes, byte* firstTables, byte* secondTables, ushort* firstSums, ushort* secondSums)
    {
        if (Vector512.IsHardwareAccelerated)
            SumTwo<Vector512<float>, Simd512>(codes, groups, codeBytes, firstTables, secondTables, firstSums, secondSums);
        else if (Vector256.IsHardwareAccelerated)
            SumTwo<Vector256<float>, Simd256>(codes, groups, codeBytes, firstTables, secondTables, firstSums, secondSums);
        else if (Vector128.IsHardwareAccelerated)
            SumTwo<Vector128<float>, Simd128>(codes, groups, codeBytes, firstTables, secondTables, firstSums, secondSums);
        else
        {
            Scalar.CodeSums(codes, groups, codeBytes, firstTables, firstSums);
            Scalar.CodeSums(codes, groups, codeBytes, secondTables, secondSums);
        }
    }

    /// <inheritdoc cref="Scalar.CodeEstimates"/>
    public static void Compute(ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(sums, scale, start, slopes, offsets, estimates, count);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(sums, scale, start, slopes, offsets, estimates, count);
        else
            Compute<Vector128<float>, Simd128>(sums, scale, start, slopes, offsets, estimates, count);
    }

    internal static void Sum<TVector, TSimd>(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(codeBytes % 2 == 0, "two bytes of a code are summed at a time");
        int width = TSimd.Lanes * sizeof(float);
        for (int group = 0; group < groups; group++)
        {
            for (int place = 0; place < GroupRows; place += width)
            {
                TVector both = TSimd.Zero;
                TVector upper = TSimd.Zero;
                byte* line = codes + place;
                byte* table = tables;
                for (int b = 0; b < codeBytes; b += 2)
                {
                    TVector even = TSimd.Load((float*)line);
                    TVector odd = TSimd.Load((float*)(line + GroupRows));
                    TVector sum = Entries<TVector, TSimd>(
                        TSimd.LowNibbles(even), TSimd.HighNibbles(even), TSimd.LowNibbles(odd), TSimd.HighNibbles(odd), table);
                    both = TSimd.AddShorts(both, sum);
                    upper = TSimd.AddShorts(upper, TSimd.HighBytes(sum));
                    line += 2 * GroupRows;
                    table += 64;
                }
                StoreSums<TVector, TSimd>(both, upper, sums + (place / 2));
            }
            codes += (nint)codeBytes * GroupRows;
            sums += GroupRows;
        }
    }

    internal static void SumTwo<TVector, TSimd>(
        byte* codes, int groups, int codeBytes, byte* firstTables, byte* secondTables, ushort* firstSums, ushort* secondSums)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(codeBytes % 2 == 0, "two bytes of a code are summed at a time");
        int width = TSimd.Lanes * sizeof(float);
        for (int group = 0; group < groups; group++)
        {
            for (int place = 0; place < GroupRows; place += width)
            {
                TVector firstBoth = TSimd.Zero;
                TVector firstUpper = TSimd.Zero;
                TVector secondBoth = TSimd.Zero;
                TVector secondUpper = TSimd.Zero;
                byte* line = codes + place;
                byte* first = firstTables;
                byte* second = secondTables;
                for (int b = 0; b < codeBytes; b += 2)
                {
                    TVector even = TSimd.Load((float*)line);
                    TVector odd = TSimd.Load((float*)(line + GroupRows));
                    TVector evenLow = TSimd.LowNibbles(even);
                    TVector evenHigh = TSimd.HighNibbles(even);
                    TVector oddLow = TSimd.LowNibbles(odd);
                    TVector oddHigh = TSimd.HighNibbles(odd);
                    TVector sum = Entries<TVector, TSimd>(evenLow, evenHigh, oddLow, oddHigh, first);
                    firstBoth = TSimd.AddShorts(firstBoth, sum);
                    firstUpper = TSimd.AddShorts(firstUpper, TSimd.HighBytes(sum));
                    sum = Entries<TVector, TSimd>(evenLow, evenHigh, oddLow, oddHigh, second);
                    secondBoth = TSimd.AddShorts(secondBoth, sum);
                    secondUpper = TSimd.AddShorts(secondUpper, TSimd.HighBytes(sum));
                    line += 2 * GroupRows;
                    first += 64;
                    second += 64;
                }
                StoreSums<TVector, TSimd>(firstBoth, firstUpper, firstSums + (place / 2));
                StoreSums<TVector, TSimd>(secondBoth, secondUpper, secondSums + (place / 2));
            }
            codes += (nint)codeBytes * GroupRows;
            firstSums += GroupRows;
            secondSums += GroupRows;
        }
    }

    internal static void Compute<TVector, TSimd>(
        ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        Debug.Assert(count % GroupRows == 0, "whole groups only");
        TVector scales = TSimd.Broadcast(scale);
        TVector starts = TSimd.Broadcast(start);
        for (nint i = 0; i < count; i += TSimd.Lanes)
        {
            TVector product = TSimd.MultiplyAdd(scales, TSimd.LoadShorts(sums + i), starts);
            TSimd.Store(
                TSimd.MultiplyAdd(TSimd.LoadBFloat16(slopes + i), product, TSimd.LoadBFloat16(offsets + i)), estimates + i);
        }
    }

    /// <summary>For the rows of two lines, the sums of the four entries that two bytes of their codes name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Entries<TVector, TSimd>(TVector evenLow, TVector evenHigh, TVector oddLow, TVector oddHigh, byte* tables)
        where TVector : struct
        where TSimd : struct, ISimd<TVector> =>
        TSimd.AddBytes(
            TSimd.AddBytes(
                TSimd.LookUp(TSimd.BroadcastTable(tables), evenLow), TSimd.LookUp(TSimd.BroadcastTable(tables + 16), evenHigh)),
            TSimd.AddBytes(
                TSimd.LookUp(TSimd.BroadcastTable(tables + 32), oddLow), TSimd.LookUp(TSimd.BroadcastTable(tables + 48), oddHigh)));

    /// <summary>
    /// Stores a group's sums, or those of a part of it: <paramref name="both"/> is, in each 16 bits, the sum of the lower half's row and 256
    /// times that of the upper half's, without what did not fit; <paramref name="upper"/> is the latter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSums<TVector, TSimd>(TVector both, TVector upper, ushort* sums)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TSimd.Store(TSimd.SubtractHighBytes(both, upper), (float*)sums);
        TSimd.Store(upper, (float*)(sums + HalfGroup));
    }
}
