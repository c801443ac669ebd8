using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// Dot products of consecutive rows of weights with a few vectors. <see cref="MatrixProduct"/> wants as many
/// vectors as a register has lanes and reads rows an element at a time. Here a register's lanes are rows: squares of their elements
/// are transposed on the way.
/// </summary>
/// <remarks>
/// Every sum has the terms and the order that it has in the matrix product rows x [vectors], so that results are equal in every bit, and
/// which of the two is taken is a matter of speed alone. Sums across lanes, as <see cref="GatherDot"/> has them, round otherwise.
/// </remarks>
internal static unsafe class ScanDot
{
    /// <summary>results[i][v] = rows[first + i] . vectors[v].</summary>
    /// <param name="rows">The weights.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="vectors">The other factors, of as many elements as the rows have columns.</param>
    /// <param name="vectorStride">Elements from one vector to the next.</param>
    /// <param name="vectorCount">Number of vectors.</param>
    /// <param name="results">One row a row, one column a vector.</param>
    /// <param name="resultStride">Elements from one of its rows to the next.</param>
    public static void Compute(
        WeightMatrix rows, int first, int count, float* vectors, int vectorStride, int vectorCount, float* results, int resultStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Vector512<float>, Simd512>(
                rows, first, count, vectors, vectorStride, vectorCount, results, resultStride, MatrixProduct.BlockVectors512);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Vector256<float>, Simd256>(
                rows, first, count, vectors, vectorStride, vectorCount, results, resultStride, MatrixProduct.BlockVectors256);
        else
            Compute<Vector128<float>, Simd128>(
                rows, first, count, vectors, vectorStride, vectorCount, results, resultStride, MatrixProduct.BlockVectors128);
    }

    internal static void Compute<TVector, TSimd>(
        WeightMatrix rows, int first, int count, float* vectors, nint vectorStride, int vectorCount, float* results, nint resultStride,
        int blockVectors)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (int start = 0; start < count; start += TSimd.Lanes)
        {
            int group = Math.Min(TSimd.Lanes, count - start);
            int row = first + start;
            Group next = new(rows.RowPointer(row), rows.StrideBytes, group, Math.Min(TSimd.Lanes, rows.Rows - row - group), rows.Columns);
            float* groupResults = results + (start * resultStride);
            if (rows.Precision == WeightPrecision.Single)
                Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(
                    next, vectors, vectorStride, vectorCount, groupResults, resultStride, blockVectors);
            else
                Compute<TVector, TSimd, BFloat16Format<TVector, TSimd>>(
                    next, vectors, vectorStride, vectorCount, groupResults, resultStride, blockVectors);
        }
    }

    /// <summary>Up to as many rows as a register has lanes.</summary>
    private static void Compute<TVector, TSimd, TFormat>(
        in Group group, float* vectors, nint vectorStride, int vectorCount, float* results, nint resultStride, int blockVectors)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* tile = stackalloc float[TSimd.Lanes * TSimd.Lanes];
        // Lanes without a row stay zero.
        if (group.Count < TSimd.Lanes)
            new Span<float>(tile, TSimd.Lanes * TSimd.Lanes).Clear();
        float* sums = stackalloc float[TSimd.Lanes * vectorCount];
        // Neighbouring rows lie pages apart for the hardware to foresee anything: the next group is asked for in order, a part beside each tile.
        nint wanted = group.Ahead * group.Stride;
        nint step = (wanted * TSimd.Lanes / group.Columns) + 1;
        nint asked = 0;
        byte* behind = group.Rows + (group.Count * group.Stride);
        int parts = MatrixProduct.InnerBlocks(group.Columns, blockVectors * TSimd.Lanes);
        for (int part = 0; part < parts; part++)
        {
            nint begin = MatrixProduct.Cut(group.Columns, parts, part);
            nint end = MatrixProduct.Cut(group.Columns, parts, part + 1);
            new Span<float>(sums, TSimd.Lanes * vectorCount).Clear();
            for (nint j = begin / TSimd.Lanes * TSimd.Lanes; j < end; j += TSimd.Lanes)
            {
                nint until = Math.Min(asked + step, wanted);
                Prefetch.Bytes(behind + asked, (int)(until - asked));
                asked = until;
                if (group.Count == TSimd.Lanes)
                    TSimd.TransposeTile<TFormat>(group.Rows, group.Stride, j, tile, TSimd.Lanes);
                else
                    ElementTile.Transpose<TVector, TSimd, TFormat>(group.Rows, group.Stride, group.Count, j, tile, TSimd.Lanes);
                nint from = Math.Max(begin - j, 0);
                nint to = Math.Min(end - j, TSimd.Lanes);
                float* vector = vectors + j;
                int v = 0;
                for (; v <= vectorCount - 4; v += 4)
                    AddTileToFour<TVector, TSimd>(tile, vector + (v * vectorStride), vectorStride, from, to, sums + (v * TSimd.Lanes));
                for (; v < vectorCount; v++)
                    AddTile<TVector, TSimd>(tile, vector + (v * vectorStride), from, to, sums + (v * TSimd.Lanes));
            }
            for (int i = 0; i < group.Count; i++)
            {
                for (int v = 0; v < vectorCount; v++)
                {
                    float* result = results + (i * resultStride) + v;
                    float sum = sums[(v * TSimd.Lanes) + i];
                    *result = part == 0 ? sum : *result + sum;
                }
            }
        }
    }

    /// <summary>sums[i] += tile[p][i] x vector[p] for <paramref name="from"/> &lt;= p &lt; <paramref name="to"/>, one after the other.</summary>
    private static void AddTile<TVector, TSimd>(float* tile, float* vector, nint from, nint to, float* sums)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector sum = TSimd.Load(sums);
        nint p = from;
        for (; p <= to - 4; p += 4)
        {
            float* columns = tile + (p * TSimd.Lanes);
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(vector[p]), TSimd.Load(columns), sum);
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(vector[p + 1]), TSimd.Load(columns + TSimd.Lanes), sum);
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(vector[p + 2]), TSimd.Load(columns + (2 * TSimd.Lanes)), sum);
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(vector[p + 3]), TSimd.Load(columns + (3 * TSimd.Lanes)), sum);
        }
        for (; p < to; p++)
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(vector[p]), TSimd.Load(tile + (p * TSimd.Lanes)), sum);
        TSimd.Store(sum, sums);
    }

    /// <summary>The same for four vectors, which share the loads of the tile and wait for four sums instead of one.</summary>
    private static void AddTileToFour<TVector, TSimd>(float* tile, float* vectors, nint stride, nint from, nint to, float* sums)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector sum0 = TSimd.Load(sums);
        TVector sum1 = TSimd.Load(sums + TSimd.Lanes);
        TVector sum2 = TSimd.Load(sums + (2 * TSimd.Lanes));
        TVector sum3 = TSimd.Load(sums + (3 * TSimd.Lanes));
        float* vector1 = vectors + stride;
        float* vector2 = vector1 + stride;
        float* vector3 = vector2 + stride;
        for (nint p = from; p < to; p++)
        {
            TVector column = TSimd.Load(tile + (p * TSimd.Lanes));
            sum0 = TSimd.MultiplyAdd(TSimd.Broadcast(vectors[p]), column, sum0);
            sum1 = TSimd.MultiplyAdd(TSimd.Broadcast(vector1[p]), column, sum1);
            sum2 = TSimd.MultiplyAdd(TSimd.Broadcast(vector2[p]), column, sum2);
            sum3 = TSimd.MultiplyAdd(TSimd.Broadcast(vector3[p]), column, sum3);
        }
        TSimd.Store(sum0, sums);
        TSimd.Store(sum1, sums + TSimd.Lanes);
        TSimd.Store(sum2, sums + (2 * TSimd.Lanes));
        TSimd.Store(sum3, sums + (3 * TSimd.Lanes));
    }

    /// <summary>Rows that are computed together.</summary>
    private readonly struct Group(byte* rows, nint stride, int count, int ahead, int columns)
    {
        /// <summary>The first one.</summary>
        public byte* Rows { get; } = rows;

        /// <summary>Bytes from one to the next.</summary>
        public nint Stride { get; } = stride;

        /// <summary>Number of rows.</summary>
        public int Count { get; } = count;

        /// <summary>Rows behind them that will be wanted next.</summary>
        public int Ahead { get; } = ahead;

        /// <summary>Elements of a row without padding.</summary>
        public int Columns { get; } = columns;
    }
}
