namespace Glissade.Kernels;

/// <summary>Products of small dense matrices, blocked for the caches.</summary>
public static unsafe class MatrixProduct
{
    /// <summary>
    /// C = A B, or C += A B when <paramref name="accumulate"/>: C is m x n, A is m x k, B is k x n.
    /// A's element (i, p) stands at a[i * aRowStride + p * aInnerStride], so that A may be given transposed; rows of B and C are contiguous.
    /// </summary>
    /// <remarks>
    /// B's and C's rows are padded with readable, writable elements up to a multiple of 16 (columns of C beyond n get what B's padding holds).
    /// </remarks>
    public static void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate)
    {
        for (int i = 0; i < m; i++)
        {
            float* row = c + ((long)i * cStride);
            if (!accumulate)
                new Span<float>(row, n).Clear();
            for (int p = 0; p < k; p++)
            {
                float scale = a[((long)i * aRowStride) + ((long)p * aInnerStride)];
                float* bRow = b + ((long)p * bStride);
                for (int j = 0; j < n; j++)
                    row[j] += scale * bRow[j];
            }
        }
    }
}
