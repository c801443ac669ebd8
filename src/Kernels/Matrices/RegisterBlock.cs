namespace Glissade.Kernels;

/// <summary>
/// The innermost loop of <see cref="MatrixProduct"/>: a block of C, 1 to 6 rows of 1 to 4 vectors, stays in registers while rows of B
/// pass by. Written once for the largest block; the JIT leaves out the rows and vectors that a smaller one does not have.
/// </summary>
internal static unsafe class RegisterBlock
{
    public static void Multiply<TVector, TSimd, TVectors, TRows>(
        float* a, float* b, float* c, in ProductStrides strides, nint depth, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TVectors : struct, ICount
        where TRows : struct, ICount
    {
        nint aRowStride = strides.ARow;
        nint aInnerStride = strides.AInner;
        nint bStride = strides.B;
        nint cStride = strides.C;
        float* a1 = a + aRowStride;
        float* a2 = a1 + aRowStride;
        float* a3 = a2 + aRowStride;
        float* a4 = a3 + aRowStride;
        float* a5 = a4 + aRowStride;
        VectorRow<TVector, TSimd, TVectors> c0 = default;
        VectorRow<TVector, TSimd, TVectors> c1 = default;
        VectorRow<TVector, TSimd, TVectors> c2 = default;
        VectorRow<TVector, TSimd, TVectors> c3 = default;
        VectorRow<TVector, TSimd, TVectors> c4 = default;
        VectorRow<TVector, TSimd, TVectors> c5 = default;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            VectorRow<TVector, TSimd, TVectors> row = VectorRow<TVector, TSimd, TVectors>.Load(b);
            c0.Add(a[offset], row);
            if (TRows.Value > 1)
                c1.Add(a1[offset], row);
            if (TRows.Value > 2)
                c2.Add(a2[offset], row);
            if (TRows.Value > 3)
                c3.Add(a3[offset], row);
            if (TRows.Value > 4)
                c4.Add(a4[offset], row);
            if (TRows.Value > 5)
                c5.Add(a5[offset], row);
            offset += aInnerStride;
            b += bStride;
        }
        c0.Store(c, add);
        if (TRows.Value > 1)
            c1.Store(c + cStride, add);
        if (TRows.Value > 2)
            c2.Store(c + (2 * cStride), add);
        if (TRows.Value > 3)
            c3.Store(c + (3 * cStride), add);
        if (TRows.Value > 4)
            c4.Store(c + (4 * cStride), add);
        if (TRows.Value > 5)
            c5.Store(c + (5 * cStride), add);
    }
}
