using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Dot products of one vector with rows picked by id from a matrix: the forward pass of a layer with an active set.</summary>
internal static unsafe class GatherDot
{
    /// <summary>How many rows ahead are asked for: far enough to cover a memory access, near enough to stay in the first-level cache.</summary>
    private const int PrefetchDistance = 8;

    /// <summary>results[i] = rows[ids[i]] . vector, over <paramref name="length"/> elements (a multiple of 16).</summary>
    public static void Compute(float* rows, int stride, int* ids, int count, float* vector, float* results, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(rows, stride, ids, count, vector, results, length);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(rows, stride, ids, count, vector, results, length);
        else
            Compute<Vector128<float>, Simd128>(rows, stride, ids, count, vector, results, length);
    }

    internal static void Compute<TVector, TSimd>(float* rows, int stride, int* ids, int count, float* vector, float* results, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            for (int ahead = i + PrefetchDistance; ahead < Math.Min(i + PrefetchDistance + 4, count); ahead++)
                Prefetch.Row(rows + ((long)ids[ahead] * stride), length);
            // Four rows at a time share each load of the vector.
            float* row0 = rows + ((long)ids[i] * stride);
            float* row1 = rows + ((long)ids[i + 1] * stride);
            float* row2 = rows + ((long)ids[i + 2] * stride);
            float* row3 = rows + ((long)ids[i + 3] * stride);
            TVector sum0 = TSimd.Zero;
            TVector sum1 = TSimd.Zero;
            TVector sum2 = TSimd.Zero;
            TVector sum3 = TSimd.Zero;
            for (int j = 0; j < length; j += TSimd.Lanes)
            {
                TVector x = TSimd.Load(vector + j);
                sum0 = TSimd.MultiplyAdd(TSimd.Load(row0 + j), x, sum0);
                sum1 = TSimd.MultiplyAdd(TSimd.Load(row1 + j), x, sum1);
                sum2 = TSimd.MultiplyAdd(TSimd.Load(row2 + j), x, sum2);
                sum3 = TSimd.MultiplyAdd(TSimd.Load(row3 + j), x, sum3);
            }
            results[i] = TSimd.Sum(sum0);
            results[i + 1] = TSimd.Sum(sum1);
            results[i + 2] = TSimd.Sum(sum2);
            results[i + 3] = TSimd.Sum(sum3);
        }
        for (; i < count; i++)
            results[i] = VectorKernels.Dot<TVector, TSimd>(rows + ((long)ids[i] * stride), vector, length);
    }
}
