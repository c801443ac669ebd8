using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Hash tables over a layer's rows: a search looks into one bucket of each table and takes the rows found most often, or as
/// <see cref="LshIndexOptions.Selection"/> tells (SLIDE, Chen et al. 2020, section 3.1), after centring as
/// <see cref="LshIndexOptions.Centre"/> tells.
/// </summary>
/// <remarks>
/// Searches read the tables and never the rows, so what they find does not change while rows are written. <see cref="Rebuild"/>,
/// <see cref="Refresh"/> and <see cref="RedrawHashFunctions"/> write the tables or the functions: no search may be under way then. Nothing
/// here guards against it, for a lock would cost every search; <c>Trainer</c> rebuilds and refreshes between the runs of its workers only,
/// which <see cref="WorkerTeam.Run"/> ends for all of them before it returns.
/// </remarks>
public sealed unsafe class LshIndex : ILearningIndex, IStatefulOverRows
{
    /// <summary>Rows that a refresh hashes before it moves them: their codes stay small and in the cache.</summary>
    private const int RefreshRows = 8192;

    private readonly IHashFamily family;
    private readonly HashTables tables;
    private readonly BucketCodes codes;
    private readonly CentredSpace? space;
    private readonly LshIndexOptions options;
    private readonly TableWidths? widths;
    private readonly SignatureDrift? signatures;
    private readonly List<RowHasher> hashers = [];
    private HyperplaneLearner? learner;
    private bool built;

    /// <summary>
    /// An empty index over <paramref name="rowCount"/> rows that hashes by <paramref name="family"/>, which it then owns and disposes.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Lengths are to be made equal but not centred, or by a family for vectors of one element; functions are to be learned that cannot be; or
    /// another option is out of range.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The row count is negative, the bucket capacity is not positive, or policy or slack are out of range.
    /// </exception>
    public LshIndex(int rowCount, IHashFamily family, LshIndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(family);
        options ??= new LshIndexOptions();
        options.Validate(family.TableCount);
        if (options.EqualizeLengths && (!options.Centre || family.Dimension < 2))
            throw new ArgumentException("lengths are made equal in the centred space only, by one element more than the rows have", nameof(options));
        if (options.Learning is not null && family is not SimHashFamily)
            throw new ArgumentException("only the hyperplanes of SimHash can be learned", nameof(options));
        this.family = family;
        this.options = options;
        widths = options.TargetBucketSize is double target ? new TableWidths(family, target) : null;
        tables = new HashTables(
            rowCount, family.TableCount, family.BucketsPerTable, options.BucketCapacity, options.Seed, options.BucketPolicy, options.Slack);
        codes = new BucketCodes(rowCount, family.TableCount);
        Dimension = family.Dimension - (options.EqualizeLengths ? 1 : 0);
        space = options.Centre ? new CentredSpace(Dimension, options.EqualizeLengths) : null;
        if (options.SignatureBits > 0)
            signatures = new SignatureDrift(rowCount, family.Dimension, options.SignatureBits, options.Seed);
    }

    /// <inheritdoc/>
    public int RowCount => tables.RowCount;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Number of tables (L).</summary>
    public int TableCount => family.TableCount;

    /// <summary>The tables, to be read.</summary>
    internal HashTables Tables => tables;

    /// <summary>Bits of the bucket number that each table uses; null if it uses all.</summary>
    internal TableWidths? Widths => widths;

    /// <inheritdoc/>
    public bool CanLearn => options.Learning is not null;

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        space?.Centre(rows, moments, team);
        HashRows(rows, team);
    }

    /// <inheritdoc/>
    public double Learn(WeightMatrix rows, QueryMoments moments, IReadOnlyList<HashExamples> examples, int steps, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (options.Learning is null)
            throw new InvalidOperationException("the index was made without learning");
        foreach (HashExamples list in examples)
        {
            ArgumentNullException.ThrowIfNull(list, nameof(examples));
            list.Check(this);
        }
        learner ??= new HyperplaneLearner(((SimHashFamily)family).Projections, family.HashesPerTable, options.Learning);
        space?.Centre(rows, moments, team);
        return learner.Learn(rows, space, examples, steps, team);
    }

    /// <summary>Copies the hyperplanes, one a column, those of a table side by side: what has to be kept of learned hash functions.</summary>
    /// <param name="target">Receives family dimension x K L numbers.</param>
    /// <exception cref="ArgumentException">The matrix has another shape.</exception>
    /// <exception cref="InvalidOperationException">The family is not <see cref="SimHashFamily"/>.</exception>
    public void ReadHyperplanes(RowMatrix target) => CopyHyperplanes(Hyperplanes(target), target);

    /// <summary>Takes these hyperplanes for the family's own. The tables are stale until the next <see cref="Rebuild"/>.</summary>
    /// <inheritdoc cref="ReadHyperplanes"/>
    /// <param name="source">Family dimension x K L numbers.</param>
    public void WriteHyperplanes(RowMatrix source)
    {
        CopyHyperplanes(source, Hyperplanes(source));
        Forget();
    }

    /// <summary>
    /// Hashes the touched rows anew and moves those whose buckets changed. Means, common length and table widths stay as the last rebuild
    /// chose them, so that, while no bucket overflows, the tables hold what a rebuild with these would put there. Needs
    /// <see cref="LshIndexOptions.Slack"/>; without it, before the first rebuild and after new hash functions, this is a rebuild.
    /// </summary>
    /// <inheritdoc cref="INeuronIndex.Refresh"/>
    public bool Refresh(WeightMatrix rows, ReadOnlySpan<int> touched, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        foreach (int row in touched)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(touched));
        if (!built || !tables.CanMoveRows)
        {
            Rebuild(rows, moments, team);
            return true;
        }

        PrepareHashers(team);
        using BucketCodes moved = new(Math.Min(touched.Length, RefreshRows), TableCount);
        for (int start = 0; start < touched.Length; start += RefreshRows)
            MoveRows(rows, touched.Slice(start, Math.Min(RefreshRows, touched.Length - start)), moved, team);
        return false;
    }

    /// <summary>
    /// The fraction of changed bits in the rows' signatures of <see cref="LshIndexOptions.SignatureBits"/> bits, taken in the space in
    /// which rows are hashed, moved along with the rows' mean: what all rows drift in common counts for nothing, because it changes no
    /// ranking, and the queries' mean, scale and length are those of the last rebuild. 1 without signatures or before the first rebuild.
    /// </summary>
    /// <inheritdoc cref="INeuronIndex.MeasureDrift"/>
    public double MeasureDrift(WeightMatrix rows, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, default);
        ArgumentNullException.ThrowIfNull(team);
        return built && signatures is not null ? signatures.Measure(rows, space?.Follow(rows, team), team) : 1;
    }

    /// <summary>Draws new hash functions. The tables are stale until the next <see cref="Rebuild"/>.</summary>
    public void RedrawHashFunctions(ulong seed)
    {
        family.RedrawHashFunctions(seed);
        Forget();
    }

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
        new(
            RowCount, tables.MemoryBytes + family.MemoryBytes, codes.ByteLength + (signatures?.MemoryBytes ?? 0), TableCount,
            tables.BucketsPerTable, tables.MeasureLoad());

    void IStatefulOverRows.Visit(IStateVisitor state, WeightMatrix rows)
    {
        state.Value("built", ref built);
        state.Part("tables", tables);
        // Packed tables have no further use for the codes that they were built from.
        if (tables.CanMoveRows)
            state.Part("codes", codes);
        if (space is not null)
            state.Part("space", space);
        if (widths is not null)
            state.Part("widths", widths);
        if (signatures is not null)
            state.Part("signatures", signatures);
        if (options.Learning is not null)
            VisitLearned(state, options.Learning);
    }

    /// <summary>Frees the tables and the hash family; further calls do nothing.</summary>
    public void Dispose()
    {
        foreach (RowHasher hasher in hashers)
            hasher.Dispose();
        hashers.Clear();
        signatures?.Dispose();
        learner?.Dispose();
        codes.Dispose();
        tables.Dispose();
        family.Dispose();
    }

    private static void CopyHyperplanes(RowMatrix source, RowMatrix target)
    {
        for (int i = 0; i < source.Rows; i++)
            source.Row(i).CopyTo(target.Row(i));
    }

    /// <summary>The family's hyperplanes, which must be of the shape of <paramref name="other"/>.</summary>
    private RowMatrix Hyperplanes(RowMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (family is not SimHashFamily simHash)
            throw new InvalidOperationException("only SimHash has hyperplanes");
        RowMatrix own = simHash.Projections;
        return other.Rows == own.Rows && other.Columns == own.Columns
            ? own
            : throw new ArgumentException($"the hyperplanes are {own.Rows} x {own.Columns} numbers, the matrix {other.Rows} x {other.Columns}");
    }

    private void VisitLearned(IStateVisitor state, HashLearningOptions learning)
    {
        RowMatrix projections = ((SimHashFamily)family).Projections;
        state.Matrix("projections", projections);
        bool begun = learner is not null;
        state.Value("learning", ref begun);
        if (!begun)
            return;
        learner ??= new HyperplaneLearner(projections, family.HashesPerTable, learning);
        state.Part("learner", learner);
    }

    /// <summary>The functions are other ones: nothing learned about the old ones holds, and no table.</summary>
    private void Forget()
    {
        learner?.Dispose();
        learner = null;
        built = false;
    }

    /// <summary>Fills the tables anew, the space staying as it is.</summary>
    private void HashRows(WeightMatrix rows, WorkerTeam team)
    {
        PrepareHashers(team);
        team.ForBlocks(RowCount, RowHasher.BlockRows, (worker, start, end) => hashers[worker].Hash(rows, start, end, space, codes));
        widths?.Choose(codes, team);
        tables.Build(codes, team);
        signatures?.Remember(rows, space, team);
        built = true;
    }

    private void PrepareHashers(WorkerTeam team)
    {
        while (hashers.Count < team.Size)
            hashers.Add(new RowHasher(family));
    }

    private void MoveRows(WeightMatrix rows, ReadOnlySpan<int> touched, BucketCodes moved, WorkerTeam team)
    {
        fixed (int* first = touched)
        {
            int* ids = first;
            team.ForBlocks(
                touched.Length, RowHasher.BlockRows,
                (worker, start, end) => hashers[worker].HashListed(rows, ids, start, end, space, moved));
        }

        widths?.Cut(moved, team);
        tables.MoveRows(touched, codes, moved, team);
    }

    /// <summary>Hashes at most <see cref="LshQuery.BlockQueries"/> queries, centred if this index centres.</summary>
    internal void HashBlock(float* queries, int stride, int count, Span<int> buckets, LshQuery own)
    {
        if (space is null)
        {
            family.Hash(queries, stride, count, buckets, own.Scratch);
        }
        else
        {
            for (int i = 0; i < count; i++)
                space.MapQuery(new ReadOnlySpan<float>(queries + ((long)i * stride), Dimension), own.Centred.Row(i));
            family.Hash(own.Centred.Pointer, own.Centred.Stride, count, buckets, own.Scratch);
        }

        widths?.Cut(buckets[..(count * TableCount)]);
    }

    /// <summary>Whole buckets of tables in random order until there are ids enough.</summary>
    private int TakeWholeBuckets(ReadOnlySpan<int> buckets, Span<int> ids, LshQuery own)
    {
        // The order is drawn from the buckets, not from what this thread drew before: then a query's answer is its own.
        ulong key = options.Seed;
        Span<int> order = own.TableOrder;
        for (int table = 0; table < order.Length; table++)
        {
            order[table] = table;
            key = RandomStream.Mix(key + (uint)buckets[table]);
        }

        RandomStream random = new(options.Seed, key);
        for (int next = 0; next < order.Length && own.Counter.Count < ids.Length; next++)
        {
            int drawn = next + random.NextInt32(order.Length - next);
            int table = order[drawn];
            order[drawn] = order[next];
            own.Counter.Add(tables.Bucket(table, buckets[table]));
        }

        ReadOnlySpan<int> found = own.Counter.Ids;
        found = found[..Math.Min(found.Length, ids.Length)];
        found.CopyTo(ids);
        return found.Length;
    }

    /// <summary>Candidates from the given bucket of each table, as <see cref="LshIndexOptions.Selection"/> tells.</summary>
    internal int SearchBuckets(ReadOnlySpan<int> buckets, int budget, Span<int> ids, LshQuery own)
    {
        own.Counter.Begin();
        if (options.Selection == CandidateSelection.Vanilla)
            return TakeWholeBuckets(buckets, ids[..Math.Min(ids.Length, budget)], own);
        for (int table = 0; table < buckets.Length; table++)
            own.Counter.Add(tables.Bucket(table, buckets[table]));
        return own.Counter.SelectMostFrequent(budget, ids, options.Selection == CandidateSelection.HardThreshold ? options.MinHits : 1);
    }
}
