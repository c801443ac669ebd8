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
                TVector lower = TSimd.Zero;
                TVector upper = TSimd.Zero;
                byte* line = codes + place;
                byte* table = tables;
                for (int b = 0; b < codeBytes; b += 2)
                {
                    TVector sum = TSimd.AddBytes(
                        Entries<TVector, TSimd>(line, table), Entries<TVector, TSimd>(line + GroupRows, table + 32));
                    lower = TSimd.AddShorts(lower, TSimd.LowBytes(sum));
                    upper = TSimd.AddShorts(upper, TSimd.HighBytes(sum));
                    line += 2 * GroupRows;
                    table += 64;
                }
                TSimd.Store(lower, (float*)(sums + (place / 2)));
                TSimd.Store(upper, (float*)(sums + HalfGroup + (place / 2)));
            }
            codes += (nint)codeBytes * GroupRows;
            sums += GroupRows;
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

    /// <summary>For the rows of a line, the sums of the two entries that a byte of their codes names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Entries<TVector, TSimd>(byte* line, byte* tables)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector codes = TSimd.Load((float*)line);
        return TSimd.AddBytes(
            TSimd.LookUp(TSimd.BroadcastTable(tables), TSimd.LowNibbles(codes)),
            TSimd.LookUp(TSimd.BroadcastTable(tables + 16), TSimd.HighNibbles(codes)));
    }
}
