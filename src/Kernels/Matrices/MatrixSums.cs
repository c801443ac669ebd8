using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Sums along the rows or down the columns of a matrix: gradients of biases. As one more column of a matrix product they would cost a
/// whole vector of columns whenever the width is a multiple of the vector.
/// </summary>
/// <remarks>Rows of the matrix are padded with readable elements up to a multiple of 16; what the padding holds does not matter.</remarks>
internal static unsafe class MatrixSums
{
    /// <inheritdoc cref="Scalar.RowSums"/>
    public static void Rows(float* matrix, int stride, int rows, int columns, float* sums, int sumStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Rows<Vector512<float>, Simd512>(matrix, stride, rows, columns, sums, sumStride);
        else if (Vector256.IsHardwareAccelerated)
            Rows<Vector256<float>, Simd256>(matrix, stride, rows, columns, sums, sumStride);
        else
            Rows<Vector128<float>, Simd128>(matrix, stride, rows, columns, sums, sumStride);
    }

    /// <inheritdoc cref="Scalar.ColumnSums"/>
    public static void Columns(float* matrix, int stride, int rows, int columns, float* sums, int sumStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Columns<Vector512<float>, Simd512>(matrix, stride, rows, columns, sums, sumStride);
        else if (Vector256.IsHardwareAccelerated)
            Columns<Vector256<float>, Simd256>(matrix, stride, rows, columns, sums, sumStride);
        else
            Columns<Vector128<float>, Simd128>(matrix, stride, rows, columns, sums, sumStride);
    }

    internal static void Rows<TVector, TSimd>(float* matrix, nint stride, int rows, int columns, float* sums, nint sumStride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int row = 0; row < rows; row++)
        {
            // Rows do not depend on each other, so the machine overlaps them; two sums are enough to hide the latency of one.
            TVector even = TSimd.Zero;
            TVector odd = TSimd.Zero;
            int column = 0;
            for (; column <= columns - (2 * TSimd.Lanes); column += 2 * TSimd.Lanes)
            {
                even = TSimd.Add(even, TSimd.Load(matrix + column));
                odd = TSimd.Add(odd, TSimd.Load(matrix + column + TSimd.Lanes));
            }
            if (column <= columns - TSimd.Lanes)
            {
                even = TSimd.Add(even, TSimd.Load(matrix + column));
                column += TSimd.Lanes;
            }
            if (column < columns)
                odd = TSimd.Add(odd, TSimd.KeepFirst(TSimd.Load(matrix + column), columns - column));
            *sums = TSimd.Sum(TSimd.Add(even, odd));
            matrix += stride;
            sums += sumStride;
        }
    }

    internal static void Columns<TVector, TSimd>(float* matrix, nint stride, int rows, int columns, float* sums, nint sumStride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        float* lanes = stackalloc float[TSimd.Lanes];
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            TVector even = TSimd.Zero;
            TVector odd = TSimd.Zero;
            float* element = matrix + column;
            int row = 0;
            for (; row <= rows - 2; row += 2)
            {
                even = TSimd.Add(even, TSimd.Load(element));
                odd = TSimd.Add(odd, TSimd.Load(element + stride));
                element += 2 * stride;
            }
            if (row < rows)
                even = TSimd.Add(even, TSimd.Load(element));
            TSimd.Store(TSimd.Add(even, odd), lanes);
            for (int lane = 0; lane < Math.Min(TSimd.Lanes, columns - column); lane++)
                sums[(column + lane) * sumStride] = lanes[lane];
        }
    }
}
