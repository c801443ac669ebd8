using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Weighted sum of rows picked by id from a matrix. One kernel serves three places: the embedding's forward pass (rows = features),
/// the gradient of a row that several samples touched (rows = samples), and the hidden gradient of a sample's own active set.
/// </summary>
internal static unsafe class GatherSum
{
    /// <summary>Activations and derivatives of a batch are in the cache anyway.</summary>
    private const int NotAhead = 0;

    /// <summary>sum = sum over i of scales[i] rows[ids[i]], over the first <paramref name="length"/> elements (a multiple of 16).</summary>
    public static void Compute(WeightMatrix rows, int* ids, float* scales, int count, float* sum, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(rows, ids, scales, count, sum, length);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(rows, ids, scales, count, sum, length);
        else
            Compute<Vector128<float>, Simd128>(rows, ids, scales, count, sum, length);
    }

    /// <summary>The same over the rows of a matrix of activations or derivatives.</summary>
    public static void Compute(RowMatrix rows, int* ids, float* scales, int count, float* sum, int length)
    {
        byte* first = (byte*)rows.Pointer;
        nint stride = rows.Stride * sizeof(float);
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512, SingleFormat<Vector512<float>, Simd512>>(first, stride, ids, scales, count, sum, length, NotAhead);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256, SingleFormat<Vector256<float>, Simd256>>(first, stride, ids, scales, count, sum, length, NotAhead);
        else
            Compute<Vector128<float>, Simd128, SingleFormat<Vector128<float>, Simd128>>(first, stride, ids, scales, count, sum, length, NotAhead);
    }

    internal static void Compute<TVector, TSimd>(WeightMatrix rows, int* ids, float* scales, int count, float* sum, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        if (rows.Precision == WeightPrecision.Single)
            Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(
                rows.Pointer, rows.StrideBytes, ids, scales, count, sum, length, Prefetch.Distance((int)rows.StrideBytes));
        else
            Compute<TVector, TSimd, BFloat16Format<TVector, TSimd>>(
                rows.Pointer, rows.StrideBytes, ids, scales, count, sum, length, Prefetch.Distance((int)rows.StrideBytes));
    }

    /// <param name="rows">The matrix.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="ids">Row numbers.</param>
    /// <param name="scales">One factor for each.</param>
    /// <param name="count">How many.</param>
    /// <param name="sum">Receives the sum.</param>
    /// <param name="length">Elements of a row, a multiple of 16.</param>
    /// <param name="distance">Rows asked for ahead; 0 for none.</param>
    internal static void Compute<TVector, TSimd, TFormat>(
        byte* rows, nint stride, int* ids, float* scales, int count, float* sum, int length, int distance)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        int rowBytes = length * TFormat.ElementBytes;
        for (int ahead = 0; ahead < Math.Min(distance, count); ahead++)
            Prefetch.Bytes(rows + (ids[ahead] * stride), rowBytes);
        // Eight registers hold a stretch of the sum while all rows pass by; the first stretch asks for whole rows, the others find them cached.
        nint j = 0;
        for (; j <= length - (8 * TSimd.Lanes); j += 8 * TSimd.Lanes)
            EightVectors<TVector, TSimd, TFormat>(rows, stride, ids, scales, count, sum + j, j, j == 0 ? distance : 0, rowBytes);
        for (; j < length; j += TSimd.Lanes)
        {
            TVector total = TSimd.Zero;
            int ahead = j == 0 ? distance : 0;
            for (int i = 0; i < count; i++)
            {
                if (ahead > 0 && i + ahead < count)
                    Prefetch.Bytes(rows + (ids[i + ahead] * stride), rowBytes);
                total = TSimd.MultiplyAdd(TSimd.Broadcast(scales[i]), TFormat.Load(rows + (ids[i] * stride), j), total);
            }
            TSimd.Store(total, sum + j);
        }
    }

    private static void EightVectors<TVector, TSimd, TFormat>(
        byte* rows, nint stride, int* ids, float* scales, int count, float* sum, nint offset, int distance, int rowBytes)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        TVector s0 = TSimd.Zero;
        TVector s1 = TSimd.Zero;
        TVector s2 = TSimd.Zero;
        TVector s3 = TSimd.Zero;
        TVector s4 = TSimd.Zero;
        TVector s5 = TSimd.Zero;
        TVector s6 = TSimd.Zero;
        TVector s7 = TSimd.Zero;
        for (int i = 0; i < count; i++)
        {
            if (distance > 0 && i + distance < count)
                Prefetch.Bytes(rows + (ids[i + distance] * stride), rowBytes);
            byte* row = rows + (ids[i] * stride);
            TVector x = TSimd.Broadcast(scales[i]);
            s0 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset), s0);
            s1 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + TSimd.Lanes), s1);
            s2 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (2 * TSimd.Lanes)), s2);
            s3 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (3 * TSimd.Lanes)), s3);
            s4 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (4 * TSimd.Lanes)), s4);
            s5 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (5 * TSimd.Lanes)), s5);
            s6 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (6 * TSimd.Lanes)), s6);
            s7 = TSimd.MultiplyAdd(x, TFormat.Load(row, offset + (7 * TSimd.Lanes)), s7);
        }
        TSimd.Store(s0, sum);
        TSimd.Store(s1, sum + TSimd.Lanes);
        TSimd.Store(s2, sum + (2 * TSimd.Lanes));
        TSimd.Store(s3, sum + (3 * TSimd.Lanes));
        TSimd.Store(s4, sum + (4 * TSimd.Lanes));
        TSimd.Store(s5, sum + (5 * TSimd.Lanes));
        TSimd.Store(s6, sum + (6 * TSimd.Lanes));
        TSimd.Store(s7, sum + (7 * TSimd.Lanes));
    }
}
