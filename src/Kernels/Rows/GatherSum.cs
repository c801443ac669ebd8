using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Weighted sum of rows picked by id from a matrix. One kernel serves three places: the embedding's forward pass (rows = features),
/// the gradient of a row that several samples touched (rows = samples), and the hidden gradient of a sample's own active set.
/// </summary>
internal static unsafe class GatherSum
{
    private const int PrefetchDistance = 8;

    /// <summary>sum = sum over i of scales[i] rows[ids[i]], over <paramref name="length"/> elements (a multiple of 16).</summary>
    public static void Compute(float* rows, int stride, int* ids, float* scales, int count, float* sum, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(rows, stride, ids, scales, count, sum, length);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(rows, stride, ids, scales, count, sum, length);
        else
            Compute<Vector128<float>, Simd128>(rows, stride, ids, scales, count, sum, length);
    }

    internal static void Compute<TVector, TSimd>(float* rows, int stride, int* ids, float* scales, int count, float* sum, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // Eight registers hold a stretch of the sum while all rows pass by; the first stretch asks for whole rows, the others find them cached.
        int j = 0;
        for (; j <= length - (8 * TSimd.Lanes); j += 8 * TSimd.Lanes)
            EightVectors<TVector, TSimd>(rows, stride, ids, scales, count, sum + j, j, j == 0 ? length : 0);
        for (; j < length; j += TSimd.Lanes)
        {
            TVector total = TSimd.Zero;
            for (int i = 0; i < count; i++)
                total = TSimd.MultiplyAdd(TSimd.Broadcast(scales[i]), TSimd.Load(rows + ((long)ids[i] * stride) + j), total);
            TSimd.Store(total, sum + j);
        }
    }

    private static void EightVectors<TVector, TSimd>(
        float* rows, int stride, int* ids, float* scales, int count, float* sum, int offset, int prefetchLength)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
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
            if (i + PrefetchDistance < count)
                Prefetch.Row(rows + ((long)ids[i + PrefetchDistance] * stride), prefetchLength);
            float* row = rows + ((long)ids[i] * stride) + offset;
            TVector x = TSimd.Broadcast(scales[i]);
            s0 = TSimd.MultiplyAdd(x, TSimd.Load(row), s0);
            s1 = TSimd.MultiplyAdd(x, TSimd.Load(row + TSimd.Lanes), s1);
            s2 = TSimd.MultiplyAdd(x, TSimd.Load(row + (2 * TSimd.Lanes)), s2);
            s3 = TSimd.MultiplyAdd(x, TSimd.Load(row + (3 * TSimd.Lanes)), s3);
            s4 = TSimd.MultiplyAdd(x, TSimd.Load(row + (4 * TSimd.Lanes)), s4);
            s5 = TSimd.MultiplyAdd(x, TSimd.Load(row + (5 * TSimd.Lanes)), s5);
            s6 = TSimd.MultiplyAdd(x, TSimd.Load(row + (6 * TSimd.Lanes)), s6);
            s7 = TSimd.MultiplyAdd(x, TSimd.Load(row + (7 * TSimd.Lanes)), s7);
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
