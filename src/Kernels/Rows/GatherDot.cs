using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>Dot products of one vector with rows picked by id from a matrix: the forward pass of a layer with an active set.</summary>
internal static unsafe class GatherDot
{
    /// <summary>results[i] = rows[ids[i]] . vector; the vector is padded as the rows are.</summary>
    public static void Compute(WeightMatrix rows, int* ids, int count, float* vector, float* results)
    {
        if (NativeGatherDot.TryCompute(rows, ids, count, vector, results))
            return;
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(rows, ids, count, vector, results);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(rows, ids, count, vector, results);
        else
            Compute<Vector128<float>, Simd128>(rows, ids, count, vector, results);
    }

    internal static void Compute<TVector, TSimd>(WeightMatrix rows, int* ids, int count, float* vector, float* results)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        if (rows.Precision == WeightPrecision.Single)
            Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(rows.Pointer, rows.StrideBytes, ids, count, vector, results, rows.Length);
        else
            Compute<TVector, TSimd, BFloat16Format<TVector, TSimd>>(rows.Pointer, rows.StrideBytes, ids, count, vector, results, rows.Length);
    }

    /// <param name="rows">The matrix.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="ids">Row numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="vector">The other factor.</param>
    /// <param name="results">One for each id.</param>
    /// <param name="length">Elements of a row, a multiple of 16.</param>
    internal static void Compute<TVector, TSimd, TFormat>(
        byte* rows, nint stride, int* ids, int count, float* vector, float* results, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        int rowBytes = length * TFormat.ElementBytes;
        int distance = Prefetch.Distance(rowBytes);
        for (int ahead = 0; ahead < Math.Min(distance, count); ahead++)
            Prefetch.Bytes(rows + (ids[ahead] * stride), rowBytes);
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            for (int ahead = i + distance; ahead < Math.Min(i + distance + 4, count); ahead++)
                Prefetch.Bytes(rows + (ids[ahead] * stride), rowBytes);
            // Four rows at a time share each load of the vector.
            byte* row0 = rows + (ids[i] * stride);
            byte* row1 = rows + (ids[i + 1] * stride);
            byte* row2 = rows + (ids[i + 2] * stride);
            byte* row3 = rows + (ids[i + 3] * stride);
            TVector sum0 = TSimd.Zero;
            TVector sum1 = TSimd.Zero;
            TVector sum2 = TSimd.Zero;
            TVector sum3 = TSimd.Zero;
            for (nint j = 0; j < length; j += TSimd.Lanes)
            {
                TVector x = TSimd.Load(vector + j);
                sum0 = TSimd.MultiplyAdd(TFormat.Load(row0, j), x, sum0);
                sum1 = TSimd.MultiplyAdd(TFormat.Load(row1, j), x, sum1);
                sum2 = TSimd.MultiplyAdd(TFormat.Load(row2, j), x, sum2);
                sum3 = TSimd.MultiplyAdd(TFormat.Load(row3, j), x, sum3);
            }
            results[i] = TSimd.Sum(sum0);
            results[i + 1] = TSimd.Sum(sum1);
            results[i + 2] = TSimd.Sum(sum2);
            results[i + 3] = TSimd.Sum(sum3);
        }
        for (; i < count; i++)
        {
            byte* row = rows + (ids[i] * stride);
            TVector sum = TSimd.Zero;
            for (nint j = 0; j < length; j += TSimd.Lanes)
                sum = TSimd.MultiplyAdd(TFormat.Load(row, j), TSimd.Load(vector + j), sum);
            results[i] = TSimd.Sum(sum);
        }
    }
}
