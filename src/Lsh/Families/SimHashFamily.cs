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
    private const int BlockRows = 64;
    private readonly RowMatrix projections;
    private readonly ProjectionKind kind;
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
        this.kind = kind;
        fold = new BucketFold(HashesPerTable, options.MaxBucketBits);
        projections = new RowMatrix(dimension, HashesPerTable * TableCount);
        RedrawHashFunctions(options.Seed);
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
    public long MemoryBytes => projections.ByteLength;

    /// <inheritdoc/>
    public HashScratch CreateScratch() => new SimHashScratch(this, BlockRows, projections.Stride);

    /// <inheritdoc/>
    public void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch)
    {
        SimHashScratch own = HashScratch.Check<SimHashScratch>(this, stride, count, buckets.Length, scratch);
        for (int start = 0; start < count; start += BlockRows)
        {
            int block = Math.Min(BlockRows, count - start);
            MatrixProduct.Multiply(
                rows + ((long)start * stride), stride, 1, projections.Pointer, projections.Stride, own.Products, projections.Stride,
                block, projections.Columns, Dimension, accumulate: false);
            for (int i = 0; i < block; i++)
            {
                SignBits.Pack(own.Products + ((long)i * projections.Stride), projections.Stride, own.Signs);
                PackBuckets(own.Signs, buckets.Slice((start + i) * TableCount, TableCount));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A weighted sum of the projection rows of the non-zero elements: O(nnz K L).</remarks>
    public void HashSparse(SparseVector vector, Span<int> buckets, HashScratch scratch)
    {
        SimHashScratch own = HashScratch.Check<SimHashScratch>(this, vector, buckets.Length, scratch);
        fixed (int* ids = vector.Ids)
        fixed (float* values = vector.Values)
            GatherSum.Compute(projections, ids, values, vector.Count, own.Products, projections.Stride);
        SignBits.Pack(own.Products, projections.Stride, own.Signs);
        PackBuckets(own.Signs, buckets[..TableCount]);
    }

    /// <inheritdoc/>
    public void RedrawHashFunctions(ulong seed) => SimHashProjections.Draw(projections, kind, seed);

    /// <summary>Frees the projections; further calls do nothing.</summary>
    public void Dispose() => projections.Dispose();

    private void PackBuckets(ushort* signs, Span<int> buckets)
    {
        for (int table = 0; table < buckets.Length; table++)
            buckets[table] = fold.Apply(SignBits.Extract(signs, table * HashesPerTable, HashesPerTable));
    }
}
