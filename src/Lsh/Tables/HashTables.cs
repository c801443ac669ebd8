using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// L hash tables of row ids, each laid out by counting sort: an array of offsets and one flat array of ids, four bytes an id, where
/// fixed arrays a bucket take memory for every bucket, full or not.
/// </summary>
/// <remarks>
/// A bucket holds at most <see cref="BucketCapacity"/> ids; of more, a uniformly random subset stays (reservoir sampling, Vitter 1985;
/// SLIDE section 4). The draws depend on the seed and the table only, so equal codes give equal tables whoever builds them.
/// Reading is safe from many threads; not while <see cref="Build"/> runs.
/// </remarks>
public sealed unsafe class HashTables : IDisposable
{
    private readonly ulong seed;
    private readonly long idsPerTable;
    private readonly AlignedBuffer<int> ids;
    private readonly AlignedBuffer<int> offsets;

    /// <summary>Empty tables for <paramref name="rowCount"/> rows.</summary>
    /// <param name="rowCount">Rows that every build inserts: ids 0 to rowCount - 1.</param>
    /// <param name="tableCount">Number of tables (L).</param>
    /// <param name="bucketsPerTable">Buckets of a table, at most 65,536.</param>
    /// <param name="bucketCapacity">Most ids that a bucket keeps.</param>
    /// <param name="seed">Seed of the choice among ids of a full bucket.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is not positive, or there are too many buckets.</exception>
    public HashTables(int rowCount, int tableCount, int bucketsPerTable, int bucketCapacity = int.MaxValue, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tableCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketsPerTable);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bucketsPerTable, ushort.MaxValue + 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketCapacity);
        RowCount = rowCount;
        TableCount = tableCount;
        BucketsPerTable = bucketsPerTable;
        BucketCapacity = bucketCapacity;
        this.seed = seed;
        idsPerTable = IdsPerTable(rowCount, bucketsPerTable, bucketCapacity);
        ids = new AlignedBuffer<int>(tableCount * idsPerTable);
        offsets = new AlignedBuffer<int>(tableCount * (bucketsPerTable + 1L));
    }

    /// <summary>Number of rows that a build inserts.</summary>
    public int RowCount { get; }

    /// <summary>Number of tables (L).</summary>
    public int TableCount { get; }

    /// <summary>Buckets of a table.</summary>
    public int BucketsPerTable { get; }

    /// <summary>Most ids that a bucket keeps.</summary>
    public int BucketCapacity { get; }

    /// <summary>Size of offsets and ids in bytes.</summary>
    public long MemoryBytes => ids.ByteLength + offsets.ByteLength;

    /// <summary>What tables of this shape take, in bytes.</summary>
    public static long RequiredBytes(int rowCount, int tableCount, int bucketsPerTable, int bucketCapacity = int.MaxValue) =>
        tableCount * sizeof(int) * (IdsPerTable(rowCount, bucketsPerTable, bucketCapacity) + bucketsPerTable + 1L);

    /// <summary>Replaces the content: row r goes to bucket codes.Table(t)[r] of table t. Tables are shared out among the workers.</summary>
    /// <exception cref="ArgumentException">
    /// The codes are for another number of rows or tables, or name a bucket that does not exist.
    /// </exception>
    public void Build(BucketCodes codes, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(team);
        if (codes.RowCount != RowCount || codes.TableCount != TableCount)
        {
            throw new ArgumentException(
                $"the codes are for {codes.RowCount} rows and {codes.TableCount} tables, the tables for {RowCount} and {TableCount}",
                nameof(codes));
        }

        int[]?[] arrivals = new int[team.Size][];
        team.ForBlocks(TableCount, 1, (worker, table, _) =>
        {
            int[] arrived = arrivals[worker] ??= new int[BucketsPerTable];
            BuildTable(table, codes.Table(table), arrived);
        });
    }

    /// <summary>The ids in one bucket, none twice; empty before the first build. Ascending unless the bucket overflowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table or bucket.</exception>
    public ReadOnlySpan<int> Bucket(int table, int bucket)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)table, (uint)TableCount, nameof(table));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bucket, (uint)BucketsPerTable, nameof(bucket));
        int* tableOffsets = Offsets(table);
        int start = tableOffsets[bucket];
        return new ReadOnlySpan<int>(Ids(table) + start, tableOffsets[bucket + 1] - start);
    }

    /// <summary>How full the tables are: one pass over all buckets.</summary>
    public TableLoad MeasureLoad()
    {
        TableLoadCounter counter = new();
        for (int table = 0; table < TableCount; table++)
        {
            int* tableOffsets = Offsets(table);
            for (int bucket = 0; bucket < BucketsPerTable; bucket++)
                counter.Add(tableOffsets[bucket + 1] - tableOffsets[bucket]);
        }

        return counter.ToLoad(expectedIds: (long)RowCount * TableCount);
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        ids.Dispose();
        offsets.Dispose();
    }

    private static long IdsPerTable(int rowCount, int bucketsPerTable, int bucketCapacity) =>
        Math.Min(rowCount, (long)bucketsPerTable * bucketCapacity);

    private int* Offsets(int table) => offsets.Pointer + (table * (BucketsPerTable + 1L));

    private int* Ids(int table) => ids.Pointer + (table * idsPerTable);

    private void BuildTable(int table, ReadOnlySpan<ushort> codes, Span<int> arrived)
    {
        CountArrivals(codes, arrived);
        int* tableOffsets = Offsets(table);
        int start = 0;
        for (int bucket = 0; bucket < arrived.Length; bucket++)
        {
            tableOffsets[bucket] = start;
            start += Math.Min(arrived[bucket], BucketCapacity);
        }

        tableOffsets[arrived.Length] = start;
        arrived.Clear();
        RandomStream random = new(seed, (ulong)table);
        int* tableIds = Ids(table);
        for (int row = 0; row < codes.Length; row++)
        {
            int bucket = codes[row];
            int earlier = arrived[bucket]++;
            int place = earlier < BucketCapacity ? earlier : random.NextInt32(earlier + 1);
            if (place < BucketCapacity)
                tableIds[tableOffsets[bucket] + place] = row;
        }
    }

    private void CountArrivals(ReadOnlySpan<ushort> codes, Span<int> arrived)
    {
        arrived.Clear();
        foreach (ushort bucket in codes)
        {
            if (bucket >= arrived.Length)
                throw new ArgumentException($"a code names bucket {bucket}, but a table has {BucketsPerTable} buckets", nameof(codes));
            arrived[bucket]++;
        }
    }
}
