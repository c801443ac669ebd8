using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Updates rows picked by id where they lie: the loop that all optimizers share. Rows are asked for ahead, since no hardware prefetcher foresees
/// them; each row is then read, updated with its state and written back in one pass.
/// </summary>
internal static unsafe class RowUpdates
{
    /// <param name="weights">The matrix.</param>
    /// <param name="rows">Row numbers, none twice.</param>
    /// <param name="count">How many.</param>
    /// <param name="update">What to do to each.</param>
    /// <param name="noise">Key of the rounding noise, used if the rows are rounded stochastically.</param>
    public static void Run<TUpdate>(WeightMatrix weights, int* rows, int count, in TUpdate update, uint noise)
        where TUpdate : struct, IRowUpdate
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Vector512<float>, Simd512, TUpdate>(weights, rows, count, update, noise);
        else if (Vector256.IsHardwareAccelerated)
            Run<Vector256<float>, Simd256, TUpdate>(weights, rows, count, update, noise);
        else
            Run<Vector128<float>, Simd128, TUpdate>(weights, rows, count, update, noise);
    }

    internal static void Run<TVector, TSimd, TUpdate>(WeightMatrix weights, int* rows, int count, in TUpdate update, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TUpdate : struct, IRowUpdate
    {
        byte* first = weights.Pointer;
        nint stride = weights.StrideBytes;
        nint length = weights.Length;
        switch (weights.Precision)
        {
            case WeightPrecision.Single:
                Run<TVector, TSimd, SingleFormat<TVector, TSimd>, TUpdate>(first, stride, length, rows, count, update, noise);
                break;
            case WeightPrecision.BFloat16:
                Run<TVector, TSimd, BFloat16Format<TVector, TSimd>, TUpdate>(first, stride, length, rows, count, update, noise);
                break;
            default:
                Run<TVector, TSimd, BFloat16NearestFormat<TVector, TSimd>, TUpdate>(first, stride, length, rows, count, update, noise);
                break;
        }
    }

    /// <summary>The key under which a row is rounded: another place in the table of noise for each row and each update.</summary>
    internal static uint RowNoise(uint noise, int row) => (uint)RandomStream.Mix(((ulong)noise << 32) | (uint)row);

    /// <param name="first">The matrix.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="length">Elements of a row, a multiple of 16.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="update">What to do to each.</param>
    /// <param name="noise">Key of the rounding noise.</param>
    internal static void Run<TVector, TSimd, TFormat, TUpdate>(
        byte* first, nint stride, nint length, int* rows, int count, TUpdate update, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
        where TUpdate : struct, IRowUpdate
    {
        int rowBytes = (int)length * TFormat.ElementBytes;
        int distance = Prefetch.Distance(rowBytes + update.StateBytes);
        for (int i = 0; i < Math.Min(distance, count); i++)
        {
            Prefetch.Bytes(first + (rows[i] * stride), rowBytes);
            update.Prefetch(rows[i]);
        }
        for (int i = 0; i < count; i++)
        {
            if (i + distance < count)
            {
                int ahead = rows[i + distance];
                Prefetch.Bytes(first + (ahead * stride), rowBytes);
                update.Prefetch(ahead);
            }
            int row = rows[i];
            update.Apply<TVector, TSimd, TFormat>(first + (row * stride), length, row, i, RowNoise(noise, row));
        }
    }
}
