using System.Diagnostics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// L hash tables of row ids, each laid out by counting sort: an array of offsets and one flat array of ids, four bytes an id, where
/// fixed arrays a bucket take memory for every bucket, full or not. Built with <see cref="BucketSlack"/>, buckets have room for rows that
/// move.
/// </summary>
/// <remarks>
/// A bucket holds at most <see cref="BucketCapacity"/> ids; of more, <see cref="BucketPolicy"/> says which stay (SLIDE section 4). A bucket
/// with slack holds at most the places that the last build gave it, and the policy decides when these are used up. The draws of the
/// reservoir depend on the seed, the table and the order of arrivals there only, so equal codes and equal moves give equal tables whoever
/// makes them. After removals the reservoir takes whoever comes next, so later arrivals are then somewhat more likely to be kept than
/// earlier ones.
///
/// A packed table tells a bucket's end from the next one's beginning; one with slack keeps a count a bucket besides, and the number of rows
/// whose place the bucket is, kept or not, which the reservoir draws from.
///
/// Reading is safe from many threads at once; not while <see cref="Build"/>, <see cref="Insert"/>, <see cref="Remove"/> or a move runs.
/// Those may run at once for different tables, not for the same.
/// </remarks>
public sealed unsafe partial class HashTables : IDisposable, IStateful
{
    private readonly ulong seed;
    private readonly long idsPerTable;
    private readonly BucketSlack slack;
    private readonly AlignedBuffer<int> ids;
    private readonly AlignedBuffer<int> offsets;

    /// <summary>Ids in each bucket and, behind them, rows that belong there; null if tables are packed.</summary>
    private readonly AlignedBuffer<int>? counts;

    /// <summary>Each table's draws go on from its last build.</summary>
    private readonly RandomStream[] draws;

    /// <summary>Empty tables for <paramref name="rowCount"/> rows.</summary>
    /// <param name="rowCount">Rows that every build inserts: ids 0 to rowCount - 1.</param>
    /// <param name="tableCount">Number of tables (L).</param>
    /// <param name="bucketsPerTable">Buckets of a table, at most 65,536.</param>
    /// <param name="bucketCapacity">Most ids that a bucket keeps.</param>
    /// <param name="seed">Seed of the choice among ids of a full bucket.</param>
    /// <param name="policy">Which ids a full bucket keeps.</param>
    /// <param name="slack">Room that a build leaves in each bucket; none by default, and then rows cannot be moved.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A count is not positive, there are too many buckets, there is no such policy, or the slack is out of range.
    /// </exception>
    public HashTables(
        int rowCount, int tableCount, int bucketsPerTable, int bucketCapacity = int.MaxValue, ulong seed = 1,
        BucketPolicy policy = BucketPolicy.Reservoir, BucketSlack slack = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tableCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketsPerTable);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bucketsPerTable, ushort.MaxValue + 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketCapacity);
        if (!Enum.IsDefined(policy))
            throw new ArgumentOutOfRangeException(nameof(policy), policy, $"there is no bucket policy {policy}");
        slack.Check();
        RowCount = rowCount;
        TableCount = tableCount;
        BucketsPerTable = bucketsPerTable;
        BucketCapacity = bucketCapacity;
        BucketPolicy = policy;
        this.seed = seed;
        this.slack = slack;
        idsPerTable = slack.TableRoom(rowCount, bucketsPerTable, bucketCapacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(idsPerTable, int.MaxValue, nameof(slack));
        draws = new RandomStream[tableCount];
        ids = new AlignedBuffer<int>(tableCount * idsPerTable);
        offsets = new AlignedBuffer<int>(tableCount * (bucketsPerTable + 1L));
        counts = slack.Any ? new AlignedBuffer<int>(2L * tableCount * bucketsPerTable) : null;
    }

    /// <summary>Number of rows that a build inserts.</summary>
    public int RowCount { get; }

    /// <summary>Number of tables (L).</summary>
    public int TableCount { get; }

    /// <summary>Buckets of a table.</summary>
    public int BucketsPerTable { get; }

    /// <summary>Most ids that a bucket keeps.</summary>
    public int BucketCapacity { get; }

    /// <summary>Which ids a full bucket keeps.</summary>
    public BucketPolicy BucketPolicy { get; }

    /// <summary>Whether rows can be inserted, removed and moved between builds: whether the tables have slack.</summary>
    public bool CanMoveRows => counts is not null;

    /// <summary>Size of offsets, counts and ids in bytes.</summary>
    public long MemoryBytes => ids.ByteLength + offsets.ByteLength + (counts?.ByteLength ?? 0);

    /// <summary>What tables of this shape take, in bytes.</summary>
    public static long RequiredBytes(
        int rowCount, int tableCount, int bucketsPerTable, int bucketCapacity = int.MaxValue, BucketSlack slack = default) =>
        tableCount * sizeof(int)
        * (slack.TableRoom(rowCount, bucketsPerTable, bucketCapacity) + ((slack.Any ? 3L : 1L) * bucketsPerTable) + 1L);

    /// <summary>Replaces the content: row r goes to bucket codes.Table(t)[r] of table t. Tables are shared out among the workers.</summary>
    /// <exception cref="ArgumentException">
    /// The codes are for another number of rows or tables, or name a bucket that does not exist.
    /// </exception>
    public void Build(BucketCodes codes, WorkerTeam team)
    {
        CheckCodes(codes);
        ArgumentNullException.ThrowIfNull(team);
        int[]?[] arrivals = new int[team.Size][];
        team.ForBlocks(TableCount, 1, (worker, table, _) =>
        {
            int[] arrived = arrivals[worker] ??= new int[BucketsPerTable];
            BuildTable(table, codes.Table(table), arrived);
        });
    }

    /// <summary>
    /// The ids in one bucket, none twice; empty before the first build. In the order of arrival, which is ascending after a build, unless a
    /// reservoir overflowed. Changes of the table invalidate the span.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table or bucket.</exception>
    public ReadOnlySpan<int> Bucket(int table, int bucket)
    {
        CheckBucket(table, bucket);
        int* tableOffsets = Offsets(table);
        int start = tableOffsets[bucket];
        int count = counts is null ? tableOffsets[bucket + 1] - start : Counts(table)[bucket];
        return new ReadOnlySpan<int>(Ids(table) + start, count);
    }

    /// <summary>Ids that a bucket has room for; what it holds if tables are packed. 0 before the first build.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table or bucket.</exception>
    public int Room(int table, int bucket)
    {
        CheckBucket(table, bucket);
        int* tableOffsets = Offsets(table);
        return tableOffsets[bucket + 1] - tableOffsets[bucket];
    }

    /// <summary>How full the tables are: one pass over all buckets.</summary>
    public TableLoad MeasureLoad()
    {
        TableLoadCounter counter = new();
        for (int table = 0; table < TableCount; table++)
        {
            for (int bucket = 0; bucket < BucketsPerTable; bucket++)
                counter.Add(Bucket(table, bucket).Length);
        }

        return counter.ToLoad(expectedIds: (long)RowCount * TableCount);
    }

    void IStateful.Visit(IStateVisitor state)
    {
        state.Buffer("ids", ids, TableCount);
        state.Buffer("offsets", offsets, TableCount);
        if (counts is null)
            return;
        state.Buffer("counts", counts, TableCount);
        state.Array("draws", draws);
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        ids.Dispose();
        offsets.Dispose();
        counts?.Dispose();
    }

    private int* Offsets(int table) => offsets.Pointer + (table * (BucketsPerTable + 1L));

    private int* Ids(int table) => ids.Pointer + (table * idsPerTable);

    private int* Counts(int table) => counts!.Pointer + (2L * table * BucketsPerTable);

    /// <summary>Rows whose place a bucket is, kept there or not.</summary>
    private int* Belonging(int table) => Counts(table) + BucketsPerTable;

    private void BuildTable(int table, ReadOnlySpan<ushort> codes, Span<int> arrived)
    {
        CountArrivals(codes, arrived);
        int* tableOffsets = Offsets(table);
        int start = 0;
        for (int bucket = 0; bucket < arrived.Length; bucket++)
        {
            tableOffsets[bucket] = start;
            start += slack.Room(arrived[bucket], BucketCapacity);
        }

        tableOffsets[arrived.Length] = start;
        Debug.Assert(start <= idsPerTable, "more room than was allocated");
        if (counts is not null)
            StoreCounts(table, arrived);
        if (BucketPolicy == BucketPolicy.Fifo)
            FillWithNewest(table, codes, arrived);
        else
            FillReservoirs(table, codes, arrived);
    }

    private void StoreCounts(int table, ReadOnlySpan<int> arrived)
    {
        int* count = Counts(table);
        for (int bucket = 0; bucket < arrived.Length; bucket++)
            count[bucket] = Math.Min(arrived[bucket], BucketCapacity);
        arrived.CopyTo(new Span<int>(Belonging(table), BucketsPerTable));
    }

    private void FillReservoirs(int table, ReadOnlySpan<ushort> codes, Span<int> arrived)
    {
        RandomStream random = new(seed, (ulong)table);
        int* tableIds = Ids(table);
        int* tableOffsets = Offsets(table);
        arrived.Clear();
        for (int row = 0; row < codes.Length; row++)
        {
            int bucket = codes[row];
            int earlier = arrived[bucket]++;
            int place = earlier < BucketCapacity ? earlier : random.NextInt32(earlier + 1);
            if (place < BucketCapacity)
                tableIds[tableOffsets[bucket] + place] = row;
        }

        draws[table] = random;
    }

    /// <summary>Of more rows than a bucket keeps, the first ones get places below zero.</summary>
    private void FillWithNewest(int table, ReadOnlySpan<ushort> codes, Span<int> arrived)
    {
        int* tableIds = Ids(table);
        int* tableOffsets = Offsets(table);
        foreach (ref int next in arrived)
            next = Math.Min(0, BucketCapacity - next);
        for (int row = 0; row < codes.Length; row++)
        {
            int place = arrived[codes[row]]++;
            if (place >= 0)
                tableIds[tableOffsets[codes[row]] + place] = row;
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

    private void CheckCodes(BucketCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.RowCount != RowCount || codes.TableCount != TableCount)
        {
            throw new ArgumentException(
                $"the codes are for {codes.RowCount} rows and {codes.TableCount} tables, the tables for {RowCount} and {TableCount}",
                nameof(codes));
        }
    }

    private void CheckBucket(int table, int bucket)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)table, (uint)TableCount, nameof(table));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bucket, (uint)BucketsPerTable, nameof(bucket));
    }
}
