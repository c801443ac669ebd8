using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The bucket number of every row in every table: what a rebuild knows between hashing and sorting. Two bytes each, table after table,
/// because a table is built by one pass over its own codes.
/// </summary>
public sealed unsafe class BucketCodes : IDisposable, IStateful
{
    private readonly AlignedBuffer<ushort> codes;

    /// <summary>Room for <paramref name="rowCount"/> x <paramref name="tableCount"/> bucket numbers, all zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there is no table.</exception>
    public BucketCodes(int rowCount, int tableCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tableCount);
        RowCount = rowCount;
        TableCount = tableCount;
        codes = new AlignedBuffer<ushort>((long)rowCount * tableCount);
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of tables.</summary>
    public int TableCount { get; }

    /// <summary>Size in bytes.</summary>
    public long ByteLength => codes.ByteLength;

    /// <summary>The bucket numbers of all rows in one table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table.</exception>
    public Span<ushort> Table(int table)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(table);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(table, TableCount);
        return codes.Slice((long)table * RowCount, RowCount);
    }

    /// <summary>
    /// Stores what <see cref="IHashFamily.Hash"/> gave for the rows from <paramref name="firstRow"/> on: bucket numbers row after row.
    /// Different threads may store different rows at once.
    /// </summary>
    /// <exception cref="ArgumentException">The bucket numbers are not whole rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row lies outside.</exception>
    public void Store(int firstRow, ReadOnlySpan<int> buckets)
    {
        int rows = buckets.Length / TableCount;
        if (rows * TableCount != buckets.Length)
            throw new ArgumentException($"{buckets.Length} bucket numbers are not whole rows of {TableCount}", nameof(buckets));
        for (int table = 0; table < TableCount; table++)
        {
            Span<ushort> target = codes.Slice(((long)table * RowCount) + firstRow, rows);
            for (int i = 0; i < target.Length; i++)
                target[i] = (ushort)buckets[(i * TableCount) + table];
        }
    }

    void IStateful.Visit(IStateVisitor state) => state.Buffer("codes", codes, TableCount);

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose() => codes.Dispose();
}
