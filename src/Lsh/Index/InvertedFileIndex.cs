using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// An inverted file (IVF; Jégou, Douze, Schmid 2011, section IV, without its product quantiser): spherical k-means cuts the rows into
/// lists, a query looks into the lists whose centroids answer most and orders their members by exact inner product.
/// </summary>
/// <remarks>
/// Clustering is in the centred space with rows of one length, where angles rank rows by inner product, and so the centroids' directions
/// rank lists. Members are scored as they stand: the index keeps a reference to the rows, not a copy, and sees changes of weights at once;
/// only which list a row is in waits for the next rebuild. That starts from the centroids of the last one, so what an index finds depends
/// on the rebuilds before.
/// </remarks>
public sealed unsafe class InvertedFileIndex : INeuronIndex, IStatefulOverRows
{
    private readonly CentredSpace space;
    private readonly Centroids centroids;
    private readonly BucketCodes codes;
    private readonly HashTables lists;
    private WeightMatrix? rows;

    /// <summary>An empty index for <paramref name="rowCount"/> rows of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row count is negative or the dimension is not positive.</exception>
    public InvertedFileIndex(int rowCount, int dimension, InvertedFileOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        options ??= new InvertedFileOptions();
        options.Validate();
        Dimension = dimension;
        ListCount = options.ListsFor(rowCount);
        ProbeCount = options.ProbesFor(ListCount);
        space = new CentredSpace(dimension, equalizeLengths: true);
        centroids = new Centroids(ListCount, dimension + 1, options.Seed);
        codes = new BucketCodes(rowCount, tableCount: 1);
        lists = new HashTables(rowCount, tableCount: 1, ListCount);
    }

    /// <inheritdoc/>
    public int RowCount => lists.RowCount;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Number of lists, empty ones included.</summary>
    public int ListCount { get; }

    /// <summary>Lists that a query looks into.</summary>
    public int ProbeCount { get; }

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        space.Centre(rows, moments, team);
        centroids.Train(rows, space, team);
        centroids.AssignAll(rows, space, codes.Table(0), team);
        lists.Build(codes, team);
        this.rows = rows;
    }

    /// <inheritdoc/>
    public IndexQuery CreateQuery() => new InvertedFileQuery(this);

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state) =>
        BatchOfOne.Search(this, query, budget, ids, state);

    /// <inheritdoc/>
    public void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state)
    {
        SearchArguments.CheckBatch(this, stride, count, budget, ids.Length, found.Length);
        InvertedFileQuery own = IndexQuery.Check<InvertedFileQuery>(this, state);
        if (rows is null)
        {
            found[..count].Clear();
            return;
        }

        for (int start = 0; start < count; start += InvertedFileQuery.BlockQueries)
        {
            int block = Math.Min(InvertedFileQuery.BlockQueries, count - start);
            float* first = queries + ((long)start * stride);
            for (int i = 0; i < block; i++)
                space.MapQuery(new ReadOnlySpan<float>(first + ((long)i * stride), Dimension), own.Mapped.Row(i));
            centroids.Score(own.Mapped.Pointer, own.Mapped.Stride, block, own.ListScores);
            for (int i = 0; i < block; i++)
            {
                new ReadOnlySpan<float>(first + ((long)i * stride), Dimension).CopyTo(own.Query.Row(0));
                RankLists(own.ListScores.RowPointer(i), own.Lists);
                found[start + i] = ScoreMembers(rows, budget, ids.Slice((start + i) * budget, budget), own);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The lists count as the buckets of one table.</remarks>
    public IndexStatistics Describe() =>
        new(RowCount, lists.MemoryBytes + centroids.MemoryBytes, codes.ByteLength, TableCount: 1, ListCount, lists.MeasureLoad());

    void IStatefulOverRows.Visit(IStateVisitor state, WeightMatrix rows)
    {
        state.Part("space", space);
        state.Part("centroids", centroids);
        state.Part("lists", lists);
        bool built = this.rows is not null;
        state.Value("built", ref built);
        this.rows = built ? rows : null;
    }

    /// <summary>Frees lists and centroids and forgets the rows, which stay their owner's; further calls do nothing.</summary>
    public void Dispose()
    {
        centroids.Dispose();
        codes.Dispose();
        lists.Dispose();
        rows = null;
    }

    private void RankLists(float* scores, TopSelection best)
    {
        best.Begin(ProbeCount);
        for (int list = 0; list < ListCount; list++)
        {
            if (!lists.Bucket(0, list).IsEmpty)
                best.Offer(list, scores[list]);
        }
        best.Sort();
    }

    private int ScoreMembers(WeightMatrix weights, int budget, Span<int> ids, InvertedFileQuery own)
    {
        TopSelection best = own.Best;
        best.Begin(Math.Min(budget, RowCount));
        foreach (int list in own.Lists.Ids)
        {
            ReadOnlySpan<int> members = lists.Bucket(0, list);
            fixed (int* first = members)
            {
                for (int start = 0; start < members.Length; start += InvertedFileQuery.BlockMembers)
                {
                    int block = Math.Min(InvertedFileQuery.BlockMembers, members.Length - start);
                    GatherDot.Compute(weights, first + start, block, own.Query.Pointer, own.Logits.Pointer);
                    best.OfferAny(first + start, own.Logits.Pointer, block);
                }
            }
        }
        best.Sort();
        best.Ids.CopyTo(ids);
        return best.Count;
    }
}
