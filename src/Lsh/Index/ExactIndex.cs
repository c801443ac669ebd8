using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The reference that other indexes are measured against: scans all rows and returns those with the largest inner products, of equal ones
/// the lower id.
/// </summary>
/// <remarks>
/// Keeps no copy: after <see cref="Rebuild"/> it reads the rows themselves, so later changes of the weights are seen at once.
/// A batch goes through the matrix product, whose rounding may order near-equal rows otherwise than a single search does.
/// </remarks>
public sealed unsafe class ExactIndex : INeuronIndex
{
    private WeightMatrix? rows;

    /// <summary>An index for <paramref name="rowCount"/> rows of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row count is negative or the dimension is not positive.</exception>
    public ExactIndex(int rowCount, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        RowCount = rowCount;
        Dimension = dimension;
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Remembers where the rows are; costs nothing and needs neither moments nor workers.</summary>
    /// <exception cref="ArgumentException">The rows or the moments have another shape than the index.</exception>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        this.rows = rows;
    }

    /// <summary>Costs nothing: changed rows are seen at once.</summary>
    /// <returns>False, unless there were no rows yet.</returns>
    /// <exception cref="ArgumentException">The rows or the moments have another shape than the index.</exception>
    public bool Refresh(WeightMatrix rows, ReadOnlySpan<int> touched, QueryMoments moments, WorkerTeam team)
    {
        bool first = this.rows is null;
        Rebuild(rows, moments, team);
        return first;
    }

    /// <summary>None: the rows themselves are read.</summary>
    public double MeasureDrift(WeightMatrix rows, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, default);
        return 0;
    }

    /// <inheritdoc/>
    public IndexQuery CreateQuery() => new ExactQuery(this);

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state)
    {
        SearchArguments.CheckQuery(this, query.Length, budget, ids.Length);
        TopSelection best = IndexQuery.Check<ExactQuery>(this, state).Best[0];
        best.Begin(Math.Min(budget, RowCount));
        RowMatrix widened = ((ExactQuery)state).Widened;
        for (int row = 0; row < (rows?.Rows ?? 0); row++)
        {
            float* view = rows!.View(row, 1, widened, out _);
            best.Offer(row, TensorPrimitives.Dot(new ReadOnlySpan<float>(view, Dimension), query));
        }
        best.Sort();
        best.Ids.CopyTo(ids);
        return best.Count;
    }

    /// <inheritdoc/>
    public void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state)
    {
        SearchArguments.CheckBatch(this, stride, count, budget, ids.Length, found.Length);
        ExactQuery own = IndexQuery.Check<ExactQuery>(this, state);
        for (int start = 0; start < count; start += ExactQuery.BlockQueries)
        {
            int block = Math.Min(ExactQuery.BlockQueries, count - start);
            Transpose(queries + ((long)start * stride), stride, block, own.Transposed);
            own.Best.Begin(block, Math.Min(budget, RowCount));
            ScanRows(block, own);
            own.Best.Sort();
            for (int i = 0; i < block; i++)
            {
                own.Best[i].Ids.CopyTo(ids[((start + i) * budget)..]);
                found[start + i] = own.Best[i].Count;
            }
        }
    }

    /// <inheritdoc/>
    public IndexStatistics Describe() => new(RowCount, MemoryBytes: 0, TransientBytes: 0);

    /// <summary>Forgets the rows, which stay their owner's.</summary>
    public void Dispose() => rows = null;

    /// <summary>Columns beyond the last query keep what an earlier block left: their scores are computed and never read.</summary>
    private void Transpose(float* queries, int stride, int count, RowMatrix transposed)
    {
        for (int i = 0; i < Dimension; i++)
        {
            float* target = transposed.RowPointer(i);
            for (int query = 0; query < count; query++)
                target[query] = queries[((long)query * stride) + i];
        }
    }

    private void ScanRows(int queryCount, ExactQuery own)
    {
        for (int start = 0; start < (rows?.Rows ?? 0); start += ExactQuery.BlockRows)
        {
            int block = Math.Min(ExactQuery.BlockRows, rows!.Rows - start);
            float* view = rows.View(start, block, own.Widened, out int stride);
            MatrixProduct.Multiply(
                view, stride, 1, own.Transposed.Pointer, own.Transposed.Stride,
                own.Scores.Pointer, own.Scores.Stride, block, queryCount, Dimension, accumulate: false);
            for (int i = 0; i < block; i++)
                own.Best.Offer(start + i, own.Scores.RowPointer(i));
        }
    }
}
