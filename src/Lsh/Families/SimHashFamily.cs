using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Signed random projections (Charikar 2002; SLIDE, Chen et al. 2020, section 2): a code is the side of a random hyperplane on which the
/// vector lies. Two vectors agree in a code with probability 1 - angle/pi, whatever their lengths.
/// </summary>
/// <remarks>
/// Vectors are projected by a matrix product over blocks of rows. K one-bit codes make a bucket number, folded by a mixing hash if K
/// exceeds <see cref="HashFamilyOptions.MaxBucketBits"/>. A projection of exactly zero, or one that overflowed to NaN, counts as the
/// negative side.
/// </remarks>
public sealed unsafe class SimHashFamily : IHashFamily
{
    private readonly SignatureHasher hasher;
    private readonly BucketFold fold;

    /// <summary>Draws the projections for vectors of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SimHashFamily(int dimension, HashFamilyOptions options, ProjectionKind kind = ProjectionKind.Gaussian)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(bitsPerCode: 1);
        if (!Enum.IsDefined(kind))
            throw new ArgumentException($"there is no projection kind {kind}", nameof(kind));
        Dimension = dimension;
        HashesPerTable = options.HashesPerTable;
        TableCount = options.TableCount;
        fold = new BucketFold(HashesPerTable, options.MaxBucketBits);
        hasher = new SignatureHasher(dimension, HashesPerTable * TableCount, kind, options.Seed);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public int HashesPerTable { get; }

    /// <inheritdoc/>
    public int TableCount { get; }

    /// <inheritdoc/>
    public int BucketsPerTable => fold.BucketCount;

    /// <inheritdoc/>
    public long MemoryBytes => hasher.MemoryBytes;

    /// <summary>One hyperplane a column, those of a table side by side: what learning changes.</summary>
    internal RowMatrix Projections => hasher.Projections;

    /// <inheritdoc/>
    public HashScratch CreateScratch() => new SimHashScratch(this, hasher.CreateBlock());

    /// <inheritdoc/>
    public void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch)
    {
        SimHashScratch own = HashScratch.Check<SimHashScratch>(this, stride, count, buckets.Length, scratch);
        for (int start = 0; start < count; start += SignatureHasher.BlockRows)
        {
            int block = Math.Min(SignatureHasher.BlockRows, count - start);
            hasher.Hash(rows + ((long)start * stride), stride, block, own.Signatures);
            for (int i = 0; i < block; i++)
                PackBuckets(own.Signatures.Signs(i), buckets.Slice((start + i) * TableCount, TableCount));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A weighted sum of the projection rows of the non-zero elements: O(nnz K L).</remarks>
    public void HashSparse(SparseVector vector, Span<int> buckets, HashScratch scratch)
    {
        SimHashScratch own = HashScratch.Check<SimHashScratch>(this, vector, buckets.Length, scratch);
        hasher.Hash(vector, own.Signatures);
        PackBuckets(own.Signatures.Signs(0), buckets[..TableCount]);
    }

    /// <inheritdoc/>
    public void RedrawHashFunctions(ulong seed) => hasher.Redraw(seed);

    /// <summary>Frees the projections; further calls do nothing.</summary>
    public void Dispose() => hasher.Dispose();

    private void PackBuckets(ushort* signs, Span<int> buckets)
    {
        for (int table = 0; table < buckets.Length; table++)
            buckets[table] = fold.Apply(SignBits.Extract(signs, table * HashesPerTable, HashesPerTable));
    }
}
