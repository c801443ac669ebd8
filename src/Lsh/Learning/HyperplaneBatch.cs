using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The queries and rows of one learning step, and the products between them. With hyperplanes T[H x E], queries X[B x E] and rows Y[R x E]:
/// soft codes U = tanh(T X^T) and V = tanh(T Y^T), agreements A = s/H U^T V, and for the loss's derivatives G = dA s/H
/// dU = V G^T, dV = U G, dT = (dU (1 - U^2)) X + (dV (1 - V^2)) Y.
/// </summary>
/// <remarks>
/// Everything is kept hyperplane by hyperplane, so that each worker owns the soft codes, derivatives and gradients of some hyperplanes;
/// agreements are shared out by queries. No sum is split between workers: the result does not depend on their number.
/// </remarks>
internal sealed unsafe class HyperplaneBatch(int hyperplanes, int dimension, int queryCapacity, int rowCapacity) : IDisposable
{
    /// <summary>Hyperplanes that a worker takes at once.</summary>
    internal const int BlockPlanes = 64;

    private const int BlockQueries = 16;

    private readonly RowMatrix queriesTransposed = new(dimension, queryCapacity);
    private readonly RowMatrix rowsTransposed = new(dimension, rowCapacity);
    private readonly RowMatrix queryCodes = new(hyperplanes, queryCapacity);
    private readonly RowMatrix rowCodes = new(hyperplanes, rowCapacity);
    private readonly RowMatrix queryDeltas = new(hyperplanes, queryCapacity);
    private readonly RowMatrix rowDeltas = new(hyperplanes, rowCapacity);
    private readonly RowMatrix agreements = new(queryCapacity, rowCapacity);
    private readonly RowMatrix derivatives = new(queryCapacity, rowCapacity);
    private readonly RowMatrix derivativesTransposed = new(rowCapacity, queryCapacity);

    /// <summary>One query a row, of unit length.</summary>
    internal RowMatrix Queries { get; } = new(queryCapacity, dimension);

    /// <summary>One layer row a row, of unit length.</summary>
    internal RowMatrix Rows { get; } = new(rowCapacity, dimension);

    /// <summary>The loss's gradient by each hyperplane.</summary>
    internal RowMatrix Gradient { get; } = new(hyperplanes, dimension);

    /// <summary>Queries in use.</summary>
    internal int QueryCount { get; set; }

    /// <summary>Rows in use.</summary>
    internal int RowCount { get; set; }

    /// <summary>The agreements of a query with all rows.</summary>
    internal Span<float> Agreements(int query) => agreements.Row(query)[..RowCount];

    /// <summary>Where the loss's derivatives by them belong.</summary>
    internal Span<float> Derivatives(int query) => derivatives.Row(query)[..RowCount];

    /// <summary>The queries' soft codes at [hyperplane][query]; a soft code's sign is the hash code.</summary>
    internal RowMatrix QueryCodes => queryCodes;

    /// <summary>The soft codes of the rows, likewise.</summary>
    internal RowMatrix RowCodes => rowCodes;

    /// <summary>Soft codes and agreements of what is in <see cref="Queries"/> and <see cref="Rows"/>.</summary>
    internal void Forward(float* planes, int stride, float sharpness, WorkerTeam team)
    {
        Transposition.Compute(Queries.Pointer, Queries.Stride, queriesTransposed.Pointer, queriesTransposed.Stride, QueryCount, dimension);
        Transposition.Compute(Rows.Pointer, Rows.Stride, rowsTransposed.Pointer, rowsTransposed.Stride, RowCount, dimension);
        team.ForBlocks(hyperplanes, BlockPlanes, (_, start, end) =>
        {
            Encode(planes, stride, queriesTransposed, QueryCount, queryCodes, start, end);
            Encode(planes, stride, rowsTransposed, RowCount, rowCodes, start, end);
        });
        float scale = sharpness / hyperplanes;
        team.ForBlocks(QueryCount, BlockQueries, (_, start, end) =>
        {
            MatrixProduct.Multiply(
                queryCodes.Pointer + start, 1, queryCodes.Stride, rowCodes.Pointer, rowCodes.Stride, agreements.RowPointer(start),
                agreements.Stride, end - start, RowCount, hyperplanes, accumulate: false);
            for (int query = start; query < end; query++)
                TensorPrimitives.Multiply(Agreements(query), scale, Agreements(query));
        });
    }

    /// <summary><see cref="Gradient"/> from the derivatives by the agreements, which it scales in place; the mean over the queries.</summary>
    internal void Backward(float sharpness, WorkerTeam team)
    {
        float scale = sharpness / hyperplanes / QueryCount;
        for (int query = 0; query < QueryCount; query++)
            TensorPrimitives.Multiply(Derivatives(query), scale, Derivatives(query));
        Transposition.Compute(
            derivatives.Pointer, derivatives.Stride, derivativesTransposed.Pointer, derivativesTransposed.Stride, QueryCount, RowCount);
        team.ForBlocks(hyperplanes, BlockPlanes, (_, start, end) =>
        {
            Derive(rowCodes, RowCount, derivativesTransposed, queryCodes, QueryCount, queryDeltas, start, end);
            Derive(queryCodes, QueryCount, derivatives, rowCodes, RowCount, rowDeltas, start, end);
            Accumulate(queryDeltas, Queries, QueryCount, start, end, accumulate: false);
            Accumulate(rowDeltas, Rows, RowCount, start, end, accumulate: true);
        });
    }

    public void Dispose()
    {
        foreach (RowMatrix matrix in (RowMatrix[])
            [
                Queries, Rows, Gradient, queriesTransposed, rowsTransposed, queryCodes, rowCodes, queryDeltas, rowDeltas, agreements, derivatives,
                derivativesTransposed,
            ])
        {
            matrix.Dispose();
        }
    }

    /// <summary>codes[start..end) = tanh(planes[start..end) vectors^T).</summary>
    private void Encode(float* planes, int stride, RowMatrix transposed, int count, RowMatrix codes, int start, int end)
    {
        MatrixProduct.Multiply(
            planes + ((long)start * stride), stride, 1, transposed.Pointer, transposed.Stride, codes.RowPointer(start), codes.Stride,
            end - start, count, dimension, accumulate: false);
        for (int plane = start; plane < end; plane++)
        {
            Span<float> row = codes.Row(plane)[..count];
            TensorPrimitives.Tanh(row, row);
        }
    }

    /// <summary>deltas = (others derivatives) (1 - codes^2), for hyperplanes [start, end).</summary>
    private static void Derive(
        RowMatrix others, int otherCount, RowMatrix derivatives, RowMatrix codes, int count, RowMatrix deltas, int start, int end)
    {
        MatrixProduct.Multiply(
            others.RowPointer(start), others.Stride, 1, derivatives.Pointer, derivatives.Stride, deltas.RowPointer(start), deltas.Stride,
            end - start, count, otherCount, accumulate: false);
        for (int plane = start; plane < end; plane++)
        {
            Span<float> delta = deltas.Row(plane)[..count];
            ReadOnlySpan<float> code = codes.Row(plane)[..count];
            for (int i = 0; i < delta.Length; i++)
                delta[i] *= 1 - (code[i] * code[i]);
        }
    }

    private void Accumulate(RowMatrix deltas, RowMatrix vectors, int count, int start, int end, bool accumulate) =>
        MatrixProduct.Multiply(
            deltas.RowPointer(start), deltas.Stride, 1, vectors.Pointer, vectors.Stride, Gradient.RowPointer(start), Gradient.Stride,
            end - start, dimension, count, accumulate);
}
