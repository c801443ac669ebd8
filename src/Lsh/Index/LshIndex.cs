using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Hash tables over a layer's rows: a search looks into one bucket of each table and takes the rows found most often
/// (SLIDE, Chen et al. 2020, section 3.1, top-K strategy), after centring as <see cref="LshIndexOptions.Centre"/> tells.
/// </summary>
public sealed unsafe class LshIndex : INeuronIndex
{
    private readonly IHashFamily family;
    private readonly HashTables tables;
    private readonly BucketCodes codes;
    private readonly CentredSpace? space;
    private readonly List<RowHasher> hashers = [];

    /// <summary>
    /// An empty index over <paramref name="rowCount"/> rows that hashes by <paramref name="family"/>, which it then owns and disposes.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths are to be made equal but not centred, or by a family for vectors of one element.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row count is negative, or the bucket capacity is not positive.</exception>
    public LshIndex(int rowCount, IHashFamily family, LshIndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(family);
        options ??= new LshIndexOptions();
        this.family = family;
        tables = new HashTables(rowCount, family.TableCount, family.BucketsPerTable, options.BucketCapacity, options.Seed);
        codes = new BucketCodes(rowCount, family.TableCount);
        if (options.EqualizeLengths && (!options.Centre || family.Dimension < 2))
            throw new ArgumentException("lengths are made equal in the centred space only, by one element more than the rows have", nameof(options));
        Dimension = family.Dimension - (options.EqualizeLengths ? 1 : 0);
        space = options.Centre ? new CentredSpace(Dimension, options.EqualizeLengths) : null;
    }

    /// <inheritdoc/>
    public int RowCount => tables.RowCount;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Number of tables (L).</summary>
    public int TableCount => family.TableCount;

    /// <summary>The tables, to be read.</summary>
    internal HashTables Tables => tables;

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        while (hashers.Count < team.Size)
            hashers.Add(new RowHasher(family));
        space?.Centre(rows, moments, team);
        team.ForBlocks(RowCount, RowHasher.BlockRows, (worker, start, end) => hashers[worker].Hash(rows, start, end, space, codes));
        tables.Build(codes, team);
    }

    /// <summary>Draws new hash functions. The tables are stale until the next <see cref="Rebuild"/>.</summary>
    public void RedrawHashFunctions(ulong seed) => family.RedrawHashFunctions(seed);

    /// <inheritdoc/>
    public IndexQuery CreateQuery() => new LshQuery(this, family);

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state)
    {
        SearchArguments.CheckQuery(this, query.Length, budget, ids.Length);
        LshQuery own = IndexQuery.Check<LshQuery>(this, state);
        Span<int> buckets = own.Buckets.AsSpan(0, TableCount);
        fixed (float* pointer = query)
            HashBlock(pointer, Dimension, 1, buckets, own);
        return SearchBuckets(buckets, budget, ids, own);
    }

    /// <inheritdoc/>
    public void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state)
    {
        SearchArguments.CheckBatch(this, stride, count, budget, ids.Length, found.Length);
        LshQuery own = IndexQuery.Check<LshQuery>(this, state);
        for (int start = 0; start < count; start += LshQuery.BlockQueries)
        {
            int block = Math.Min(LshQuery.BlockQueries, count - start);
            HashBlock(queries + ((long)start * stride), stride, block, own.Buckets, own);
            for (int i = 0; i < block; i++)
            {
                ReadOnlySpan<int> buckets = own.Buckets.AsSpan(i * TableCount, TableCount);
                found[start + i] = SearchBuckets(buckets, budget, ids.Slice((start + i) * budget, budget), own);
            }
        }
    }

    /// <inheritdoc/>
    public IndexStatistics Describe() =>
        new(RowCount, tables.MemoryBytes + family.MemoryBytes, codes.ByteLength, TableCount, tables.BucketsPerTable, tables.MeasureLoad());

    /// <summary>Frees the tables and the hash family; further calls do nothing.</summary>
    public void Dispose()
    {
        foreach (RowHasher hasher in hashers)
            hasher.Dispose();
        hashers.Clear();
        codes.Dispose();
        tables.Dispose();
        family.Dispose();
    }

    /// <summary>Hashes at most <see cref="LshQuery.BlockQueries"/> queries, centred if this index centres.</summary>
    internal void HashBlock(float* queries, int stride, int count, Span<int> buckets, LshQuery own)
    {
        if (space is null)
        {
            family.Hash(queries, stride, count, buckets, own.Scratch);
            return;
        }

        for (int i = 0; i < count; i++)
            space.MapQuery(new ReadOnlySpan<float>(queries + ((long)i * stride), Dimension), own.Centred.Row(i));
        family.Hash(own.Centred.Pointer, own.Centred.Stride, count, buckets, own.Scratch);
    }

    /// <summary>The rows found most often in the given bucket of each table.</summary>
    private int SearchBuckets(ReadOnlySpan<int> buckets, int budget, Span<int> ids, LshQuery own)
    {
        own.Counter.Begin();
        for (int table = 0; table < buckets.Length; table++)
            own.Counter.Add(tables.Bucket(table, buckets[table]));
        return own.Counter.SelectMostFrequent(budget, ids);
    }
}
