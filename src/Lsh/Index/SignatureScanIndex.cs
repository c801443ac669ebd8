using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// SimHash signatures of all rows (Charikar 2002, section 3), all of them compared with the query's: those that differ in the fewest bits
/// are found, nearest first, the lower id first among equals. The quantised scan that hash tables have to beat: its work grows with the
/// number of rows, but in order and at few instructions a row.
/// </summary>
/// <remarks>
/// Rows and queries are signed in the centred space and with rows of one length, so that angles rank rows by inner product. A block of rows
/// stays in the cache while the queries of a batch pass over it.
/// </remarks>
public sealed unsafe class SignatureScanIndex : INeuronIndex, IStatefulOverRows
{
    /// <summary>Bytes of the signatures that are scanned for one query after another: an eighth of a usual second-level cache.</summary>
    private const int ScanBytes = 128 << 10;

    /// <summary>Rows that a worker signs at once: whole groups, so that no two workers write the same.</summary>
    private const int BlockRows = SignatureHasher.BlockRows;

    private readonly SignatureScanOptions options;
    private readonly CentredSpace space;
    private readonly SignatureHasher hasher;
    private readonly AlignedBuffer<ulong> signatures;
    private bool built;

    /// <summary>An empty index for <paramref name="rowCount"/> rows of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row count is negative or the dimension is not positive.</exception>
    public SignatureScanIndex(int rowCount, int dimension, SignatureScanOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        this.options = options ?? new SignatureScanOptions();
        this.options.Validate();
        RowCount = rowCount;
        Dimension = dimension;
        space = new CentredSpace(dimension, equalizeLengths: true);
        hasher = new SignatureHasher(dimension + 1, this.options.Bits, ProjectionKind.Gaussian, this.options.Seed);
        signatures = new AlignedBuffer<ulong>(SignatureDistance.Words(rowCount, this.options.Words));
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Bits of a signature.</summary>
    public int Bits => options.Bits;

    /// <summary>Rows of a scanned block: whole groups.</summary>
    private int ScanRows => ScanBytes / (options.Words * sizeof(ulong) * SignatureDistance.GroupRows) * SignatureDistance.GroupRows;

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        space.Centre(rows, moments, team);
        RowSigner?[] signers = new RowSigner[team.Size];
        try
        {
            team.ForBlocks(RowCount, BlockRows, (worker, start, end) =>
            {
                RowSigner signer = signers[worker] ??= new RowSigner(hasher);
                signer.Sign(rows, start, end, space, signatures.Pointer);
            });
        }
        finally
        {
            foreach (RowSigner? signer in signers)
                signer?.Dispose();
        }
        built = true;
    }

    /// <inheritdoc/>
    public IndexQuery CreateQuery() => new SignatureQuery(this, hasher, ScanRows);

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state) =>
        BatchOfOne.Search(this, query, budget, ids, state);

    /// <inheritdoc/>
    public void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state)
    {
        SearchArguments.CheckBatch(this, stride, count, budget, ids.Length, found.Length);
        SignatureQuery own = IndexQuery.Check<SignatureQuery>(this, state);
        for (int start = 0; start < count; start += SignatureQuery.BlockQueries)
        {
            int block = Math.Min(SignatureQuery.BlockQueries, count - start);
            Sign(queries + ((long)start * stride), stride, block, own);
            Scan(block, budget, own);
            for (int i = 0; i < block; i++)
            {
                own.Nearest[i].CopyTo(ids.Slice((start + i) * budget, budget));
                found[start + i] = own.Nearest[i].Count;
            }
        }
    }

    /// <inheritdoc/>
    public IndexStatistics Describe() => new(RowCount, signatures.ByteLength + hasher.MemoryBytes, TransientBytes: 0);

    void IStatefulOverRows.Visit(IStateVisitor state, WeightMatrix rows)
    {
        state.Part("space", space);
        state.Buffer("signatures", signatures);
        state.Value("built", ref built);
    }

    /// <summary>Frees signatures and hyperplanes; further calls do nothing.</summary>
    public void Dispose()
    {
        signatures.Dispose();
        hasher.Dispose();
    }

    private void Sign(float* queries, int stride, int count, SignatureQuery own)
    {
        for (int i = 0; i < count; i++)
            space.MapQuery(new ReadOnlySpan<float>(queries + ((long)i * stride), Dimension), own.Mapped.Row(i));
        hasher.Hash(own.Mapped.Pointer, own.Mapped.Stride, count, own.Signatures);
    }

    private void Scan(int queryCount, int budget, SignatureQuery own)
    {
        int rows = built ? RowCount : 0;
        for (int i = 0; i < queryCount; i++)
            own.Nearest[i].Begin(Math.Min(budget, rows), Bits, rows);
        for (int start = 0; start < rows && budget > 0; start += ScanRows)
        {
            int block = Math.Min(ScanRows, rows - start);
            int groups = (block + SignatureDistance.GroupRows - 1) / SignatureDistance.GroupRows;
            ulong* first = signatures.Pointer + SignatureDistance.Words(start, options.Words);
            for (int i = 0; i < queryCount; i++)
            {
                SignatureDistance.Compute(first, groups, options.Words, (ulong*)own.Signatures.Signs(i), own.Distances);
                own.Nearest[i].OfferRun(start, own.Distances, block);
            }
        }
    }
}
