using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Glissade.Kernels;

/// <summary>Products of small dense matrices, blocked for registers and caches.</summary>
/// <remarks>
/// The kernel holds a block of C in registers (6 rows by 4 vectors where there are 32 registers, by 2 where there are 16), broadcasts
/// elements of A and streams rows of B: an outer product per inner index, so no sum across lanes is ever needed. That form asks for B
/// with contiguous rows but lets A lie either way round; the layer keeps its operands so (hidden activations both ways, logits by neuron).
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>B's panel (inner x columns of one register block) stays in the first-level cache: half of 64 KiB, all of it on smaller ones.</summary>
    private const int PanelBytes = 32 << 10;

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
        if (Vector512.IsHardwareAccelerated)
            Multiply<Vector512<float>, Simd512>(a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, 4);
        else if (Vector256.IsHardwareAccelerated)
            Multiply<Vector256<float>, Simd256>(a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, 2);
        else
            Multiply<Vector128<float>, Simd128>(
                a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, AdvSimd.IsSupported ? 4 : 2);
    }

    internal static void Multiply<TVector, TSimd>(
        float* a, nint aRowStride, nint aInnerStride, float* b, nint bStride, float* c, nint cStride,
        int m, int n, int k, bool accumulate, int blockVectors)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int columns = RowMatrix.PadColumns(n);
        int blockColumns = blockVectors * TSimd.Lanes;
        int innerLimit = PanelBytes / (blockColumns * sizeof(float));
        // Equal inner blocks: 129 becomes one block rather than 128 and a sliver.
        int innerBlocks = Math.Max(1, (int)Math.Round((double)k / innerLimit));
        int innerBlock = (k + innerBlocks - 1) / innerBlocks;
        int inner = 0;
        do
        {
            int depth = Math.Min(innerBlock, k - inner);
            bool add = accumulate || inner > 0;
            for (int column = 0; column < columns;)
            {
                int vectors = columns - column >= blockColumns ? blockVectors : 1;
                for (int row = 0; row < m; row += 6)
                {
                    float* aBlock = a + (row * aRowStride) + (inner * aInnerStride);
                    float* bBlock = b + (inner * bStride) + column;
                    float* cBlock = c + (row * cStride) + column;
                    int rows = Math.Min(6, m - row);
                    if (vectors == 4)
                        Block6x4<TVector, TSimd>(aBlock, aRowStride, aInnerStride, bBlock, bStride, cBlock, cStride, rows, depth, add);
                    else if (vectors == 2)
                        Block6x2<TVector, TSimd>(aBlock, aRowStride, aInnerStride, bBlock, bStride, cBlock, cStride, rows, depth, add);
                    else
                        Block6x1<TVector, TSimd>(aBlock, aRowStride, aInnerStride, bBlock, bStride, cBlock, cStride, rows, depth, add);
                }
                column += vectors * TSimd.Lanes;
            }
            inner += depth;
        }
        while (inner < k);
    }

    /// <summary>Up to 6 rows by 4 vectors of C. Rows beyond <paramref name="rows"/> repeat the last one and are not stored.</summary>
    private static void Block6x4<TVector, TSimd>(
        float* a, nint aRowStride, nint aInnerStride, float* b, nint bStride, float* c, nint cStride, int rows, nint depth, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        float* a0 = a;
        float* a1 = rows > 1 ? a0 + aRowStride : a0;
        float* a2 = rows > 2 ? a1 + aRowStride : a1;
        float* a3 = rows > 3 ? a2 + aRowStride : a2;
        float* a4 = rows > 4 ? a3 + aRowStride : a3;
        float* a5 = rows > 5 ? a4 + aRowStride : a4;
        TVector c00 = TSimd.Zero;
        TVector c01 = TSimd.Zero;
        TVector c02 = TSimd.Zero;
        TVector c03 = TSimd.Zero;
        TVector c10 = TSimd.Zero;
        TVector c11 = TSimd.Zero;
        TVector c12 = TSimd.Zero;
        TVector c13 = TSimd.Zero;
        TVector c20 = TSimd.Zero;
        TVector c21 = TSimd.Zero;
        TVector c22 = TSimd.Zero;
        TVector c23 = TSimd.Zero;
        TVector c30 = TSimd.Zero;
        TVector c31 = TSimd.Zero;
        TVector c32 = TSimd.Zero;
        TVector c33 = TSimd.Zero;
        TVector c40 = TSimd.Zero;
        TVector c41 = TSimd.Zero;
        TVector c42 = TSimd.Zero;
        TVector c43 = TSimd.Zero;
        TVector c50 = TSimd.Zero;
        TVector c51 = TSimd.Zero;
        TVector c52 = TSimd.Zero;
        TVector c53 = TSimd.Zero;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            TVector b0 = TSimd.Load(b);
            TVector b1 = TSimd.Load(b + TSimd.Lanes);
            TVector b2 = TSimd.Load(b + (2 * TSimd.Lanes));
            TVector b3 = TSimd.Load(b + (3 * TSimd.Lanes));
            TVector x0 = TSimd.Broadcast(a0[offset]);
            c00 = TSimd.MultiplyAdd(x0, b0, c00);
            c01 = TSimd.MultiplyAdd(x0, b1, c01);
            c02 = TSimd.MultiplyAdd(x0, b2, c02);
            c03 = TSimd.MultiplyAdd(x0, b3, c03);
            TVector x1 = TSimd.Broadcast(a1[offset]);
            c10 = TSimd.MultiplyAdd(x1, b0, c10);
            c11 = TSimd.MultiplyAdd(x1, b1, c11);
            c12 = TSimd.MultiplyAdd(x1, b2, c12);
            c13 = TSimd.MultiplyAdd(x1, b3, c13);
            TVector x2 = TSimd.Broadcast(a2[offset]);
            c20 = TSimd.MultiplyAdd(x2, b0, c20);
            c21 = TSimd.MultiplyAdd(x2, b1, c21);
            c22 = TSimd.MultiplyAdd(x2, b2, c22);
            c23 = TSimd.MultiplyAdd(x2, b3, c23);
            TVector x3 = TSimd.Broadcast(a3[offset]);
            c30 = TSimd.MultiplyAdd(x3, b0, c30);
            c31 = TSimd.MultiplyAdd(x3, b1, c31);
            c32 = TSimd.MultiplyAdd(x3, b2, c32);
            c33 = TSimd.MultiplyAdd(x3, b3, c33);
            TVector x4 = TSimd.Broadcast(a4[offset]);
            c40 = TSimd.MultiplyAdd(x4, b0, c40);
            c41 = TSimd.MultiplyAdd(x4, b1, c41);
            c42 = TSimd.MultiplyAdd(x4, b2, c42);
            c43 = TSimd.MultiplyAdd(x4, b3, c43);
            TVector x5 = TSimd.Broadcast(a5[offset]);
            c50 = TSimd.MultiplyAdd(x5, b0, c50);
            c51 = TSimd.MultiplyAdd(x5, b1, c51);
            c52 = TSimd.MultiplyAdd(x5, b2, c52);
            c53 = TSimd.MultiplyAdd(x5, b3, c53);
            offset += aInnerStride;
            b += bStride;
        }
        Store<TVector, TSimd>(c, c00, c01, c02, c03, add);
        if (rows > 1)
            Store<TVector, TSimd>(c + cStride, c10, c11, c12, c13, add);
        if (rows > 2)
            Store<TVector, TSimd>(c + (2 * cStride), c20, c21, c22, c23, add);
        if (rows > 3)
            Store<TVector, TSimd>(c + (3 * cStride), c30, c31, c32, c33, add);
        if (rows > 4)
            Store<TVector, TSimd>(c + (4 * cStride), c40, c41, c42, c43, add);
        if (rows > 5)
            Store<TVector, TSimd>(c + (5 * cStride), c50, c51, c52, c53, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector, TSimd>(float* c, TVector v0, TVector v1, TVector v2, TVector v3, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TSimd.Store(add ? TSimd.Add(v0, TSimd.Load(c)) : v0, c);
        TSimd.Store(add ? TSimd.Add(v1, TSimd.Load(c + TSimd.Lanes)) : v1, c + TSimd.Lanes);
        TSimd.Store(add ? TSimd.Add(v2, TSimd.Load(c + (2 * TSimd.Lanes))) : v2, c + (2 * TSimd.Lanes));
        TSimd.Store(add ? TSimd.Add(v3, TSimd.Load(c + (3 * TSimd.Lanes))) : v3, c + (3 * TSimd.Lanes));
    }

    /// <summary>Up to 6 rows by 2 vectors of C. Rows beyond <paramref name="rows"/> repeat the last one and are not stored.</summary>
    private static void Block6x2<TVector, TSimd>(
        float* a, nint aRowStride, nint aInnerStride, float* b, nint bStride, float* c, nint cStride, int rows, nint depth, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        float* a0 = a;
        float* a1 = rows > 1 ? a0 + aRowStride : a0;
        float* a2 = rows > 2 ? a1 + aRowStride : a1;
        float* a3 = rows > 3 ? a2 + aRowStride : a2;
        float* a4 = rows > 4 ? a3 + aRowStride : a3;
        float* a5 = rows > 5 ? a4 + aRowStride : a4;
        TVector c00 = TSimd.Zero;
        TVector c01 = TSimd.Zero;
        TVector c10 = TSimd.Zero;
        TVector c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero;
        TVector c21 = TSimd.Zero;
        TVector c30 = TSimd.Zero;
        TVector c31 = TSimd.Zero;
        TVector c40 = TSimd.Zero;
        TVector c41 = TSimd.Zero;
        TVector c50 = TSimd.Zero;
        TVector c51 = TSimd.Zero;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            TVector b0 = TSimd.Load(b);
            TVector b1 = TSimd.Load(b + TSimd.Lanes);
            TVector x0 = TSimd.Broadcast(a0[offset]);
            c00 = TSimd.MultiplyAdd(x0, b0, c00);
            c01 = TSimd.MultiplyAdd(x0, b1, c01);
            TVector x1 = TSimd.Broadcast(a1[offset]);
            c10 = TSimd.MultiplyAdd(x1, b0, c10);
            c11 = TSimd.MultiplyAdd(x1, b1, c11);
            TVector x2 = TSimd.Broadcast(a2[offset]);
            c20 = TSimd.MultiplyAdd(x2, b0, c20);
            c21 = TSimd.MultiplyAdd(x2, b1, c21);
            TVector x3 = TSimd.Broadcast(a3[offset]);
            c30 = TSimd.MultiplyAdd(x3, b0, c30);
            c31 = TSimd.MultiplyAdd(x3, b1, c31);
            TVector x4 = TSimd.Broadcast(a4[offset]);
            c40 = TSimd.MultiplyAdd(x4, b0, c40);
            c41 = TSimd.MultiplyAdd(x4, b1, c41);
            TVector x5 = TSimd.Broadcast(a5[offset]);
            c50 = TSimd.MultiplyAdd(x5, b0, c50);
            c51 = TSimd.MultiplyAdd(x5, b1, c51);
            offset += aInnerStride;
            b += bStride;
        }
        Store<TVector, TSimd>(c, c00, c01, add);
        if (rows > 1)
            Store<TVector, TSimd>(c + cStride, c10, c11, add);
        if (rows > 2)
            Store<TVector, TSimd>(c + (2 * cStride), c20, c21, add);
        if (rows > 3)
            Store<TVector, TSimd>(c + (3 * cStride), c30, c31, add);
        if (rows > 4)
            Store<TVector, TSimd>(c + (4 * cStride), c40, c41, add);
        if (rows > 5)
            Store<TVector, TSimd>(c + (5 * cStride), c50, c51, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector, TSimd>(float* c, TVector v0, TVector v1, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TSimd.Store(add ? TSimd.Add(v0, TSimd.Load(c)) : v0, c);
        TSimd.Store(add ? TSimd.Add(v1, TSimd.Load(c + TSimd.Lanes)) : v1, c + TSimd.Lanes);
    }

    /// <summary>Up to 6 rows by 1 vector of C. Rows beyond <paramref name="rows"/> repeat the last one and are not stored.</summary>
    private static void Block6x1<TVector, TSimd>(
        float* a, nint aRowStride, nint aInnerStride, float* b, nint bStride, float* c, nint cStride, int rows, nint depth, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        float* a0 = a;
        float* a1 = rows > 1 ? a0 + aRowStride : a0;
        float* a2 = rows > 2 ? a1 + aRowStride : a1;
        float* a3 = rows > 3 ? a2 + aRowStride : a2;
        float* a4 = rows > 4 ? a3 + aRowStride : a3;
        float* a5 = rows > 5 ? a4 + aRowStride : a4;
        TVector c00 = TSimd.Zero;
        TVector c10 = TSimd.Zero;
        TVector c20 = TSimd.Zero;
        TVector c30 = TSimd.Zero;
        TVector c40 = TSimd.Zero;
        TVector c50 = TSimd.Zero;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            TVector b0 = TSimd.Load(b);
            TVector x0 = TSimd.Broadcast(a0[offset]);
            c00 = TSimd.MultiplyAdd(x0, b0, c00);
            TVector x1 = TSimd.Broadcast(a1[offset]);
            c10 = TSimd.MultiplyAdd(x1, b0, c10);
            TVector x2 = TSimd.Broadcast(a2[offset]);
            c20 = TSimd.MultiplyAdd(x2, b0, c20);
            TVector x3 = TSimd.Broadcast(a3[offset]);
            c30 = TSimd.MultiplyAdd(x3, b0, c30);
            TVector x4 = TSimd.Broadcast(a4[offset]);
            c40 = TSimd.MultiplyAdd(x4, b0, c40);
            TVector x5 = TSimd.Broadcast(a5[offset]);
            c50 = TSimd.MultiplyAdd(x5, b0, c50);
            offset += aInnerStride;
            b += bStride;
        }
        Store<TVector, TSimd>(c, c00, add);
        if (rows > 1)
            Store<TVector, TSimd>(c + cStride, c10, add);
        if (rows > 2)
            Store<TVector, TSimd>(c + (2 * cStride), c20, add);
        if (rows > 3)
            Store<TVector, TSimd>(c + (3 * cStride), c30, add);
        if (rows > 4)
            Store<TVector, TSimd>(c + (4 * cStride), c40, add);
        if (rows > 5)
            Store<TVector, TSimd>(c + (5 * cStride), c50, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector, TSimd>(float* c, TVector v0, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TSimd.Store(add ? TSimd.Add(v0, TSimd.Load(c)) : v0, c);
    }
}
