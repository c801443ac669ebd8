using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Glissade.Kernels;

/// <summary>Products of small dense matrices, blocked for registers and caches.</summary>
/// <remarks>
/// The kernel holds a block of C in registers (up to 6 rows by 4 vectors where there are 32 registers, by 2 where there are 16), broadcasts
/// elements of A and streams rows of B: an outer product per inner index, so no sum across lanes is ever needed. That form asks for B
/// with contiguous rows but lets A lie either way round; the layer keeps its operands so (hidden activations both ways, logits by neuron).
/// Every index is cut into nearly equal parts (128 rows into 18 blocks of 6 and 4 of 5; 5 vectors into 3 and 2): no row is computed twice,
/// and no narrow block is left that would wait for its own few sums.
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>
    /// About the size of B's panel (inner x columns of one register block), up to half as much again: read in order for every block of rows,
    /// it stays in the first-level cache or streams from the second.
    /// </summary>
    private const int PanelBytes = 32 << 10;

    /// <summary>24 sums, a row of B and an element of A fill 29 of 32 registers; with 2 vectors, 15 of 16.</summary>
    private const int BlockRows = 6;

    /// <summary>Vectors of a register block where registers have 512 bits; there are 32 of them.</summary>
    internal const int BlockVectors512 = 4;

    /// <summary>The same with 256 bits and 16 registers.</summary>
    internal const int BlockVectors256 = 2;

    /// <summary>The same with 128 bits: 32 registers on ARM, 16 on x64.</summary>
    internal static int BlockVectors128 => AdvSimd.IsSupported ? 4 : 2;

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
            Multiply<Vector512<float>, Simd512>(
                a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, BlockVectors512);
        else if (Vector256.IsHardwareAccelerated)
            Multiply<Vector256<float>, Simd256>(
                a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, BlockVectors256);
        else
            Multiply<Vector128<float>, Simd128>(
                a, aRowStride, aInnerStride, b, bStride, c, cStride, m, n, k, accumulate, BlockVectors128);
    }

    internal static void Multiply<TVector, TSimd>(
        float* a, nint aRowStride, nint aInnerStride, float* b, nint bStride, float* c, nint cStride,
        int m, int n, int k, bool accumulate, int blockVectors)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        ProductStrides strides = new(aRowStride, aInnerStride, bStride, cStride);
        int vectors = RowMatrix.PadColumns(n) / TSimd.Lanes;
        int columnBlocks = (vectors + blockVectors - 1) / blockVectors;
        int innerBlocks = InnerBlocks(k, blockVectors * TSimd.Lanes);
        for (int innerBlock = 0; innerBlock < innerBlocks; innerBlock++)
        {
            int inner = Cut(k, innerBlocks, innerBlock);
            int depth = Cut(k, innerBlocks, innerBlock + 1) - inner;
            bool add = accumulate || innerBlock > 0;
            for (int columnBlock = 0; columnBlock < columnBlocks; columnBlock++)
            {
                int vector = Cut(vectors, columnBlocks, columnBlock);
                int column = vector * TSimd.Lanes;
                float* aPanel = a + (inner * aInnerStride);
                float* bPanel = b + (inner * bStride) + column;
                switch (Cut(vectors, columnBlocks, columnBlock + 1) - vector)
                {
                    case 1: Panel<TVector, TSimd, One>(aPanel, bPanel, c + column, strides, m, depth, add); break;
                    case 2: Panel<TVector, TSimd, Two>(aPanel, bPanel, c + column, strides, m, depth, add); break;
                    case 3: Panel<TVector, TSimd, Three>(aPanel, bPanel, c + column, strides, m, depth, add); break;
                    default: Panel<TVector, TSimd, Four>(aPanel, bPanel, c + column, strides, m, depth, add); break;
                }
            }
        }
    }

    /// <summary>All rows of C in one block of columns, <typeparamref name="TVectors"/> vectors wide.</summary>
    private static void Panel<TVector, TSimd, TVectors>(float* a, float* b, float* c, in ProductStrides strides, int m, int depth, bool add)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TVectors : struct, ICount
    {
        int blocks = (m + BlockRows - 1) / BlockRows;
        for (int block = 0; block < blocks; block++)
        {
            int row = Cut(m, blocks, block);
            float* aBlock = a + (row * strides.ARow);
            float* cBlock = c + (row * strides.C);
            switch (Cut(m, blocks, block + 1) - row)
            {
                case 1: RegisterBlock.Multiply<TVector, TSimd, TVectors, One>(aBlock, b, cBlock, strides, depth, add); break;
                case 2: RegisterBlock.Multiply<TVector, TSimd, TVectors, Two>(aBlock, b, cBlock, strides, depth, add); break;
                case 3: RegisterBlock.Multiply<TVector, TSimd, TVectors, Three>(aBlock, b, cBlock, strides, depth, add); break;
                case 4: RegisterBlock.Multiply<TVector, TSimd, TVectors, Four>(aBlock, b, cBlock, strides, depth, add); break;
                case 5: RegisterBlock.Multiply<TVector, TSimd, TVectors, Five>(aBlock, b, cBlock, strides, depth, add); break;
                default: RegisterBlock.Multiply<TVector, TSimd, TVectors, Six>(aBlock, b, cBlock, strides, depth, add); break;
            }
        }
    }

    /// <summary>
    /// Parts that the inner index is cut into by <see cref="Cut"/>: each has sums of its own, which are added up in order. Who wants the same
    /// results in every bit does likewise.
    /// </summary>
    /// <param name="inner">Terms of a sum.</param>
    /// <param name="blockColumns">Columns of a register block.</param>
    internal static int InnerBlocks(int inner, int blockColumns) =>
        Math.Max(1, (int)Math.Round((double)inner / (PanelBytes / (blockColumns * sizeof(float)))));

    /// <summary>Where part <paramref name="part"/> begins if <paramref name="count"/> is cut into nearly equal parts.</summary>
    internal static int Cut(int count, int parts, int part) => (int)((long)count * part / parts);
}
