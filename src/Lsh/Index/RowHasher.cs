using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>One worker's part of a rebuild: centres and hashes blocks of rows and stores their codes.</summary>
internal sealed unsafe class RowHasher : IDisposable
{
    internal const int BlockRows = 256;
    private readonly IHashFamily family;
    private readonly MappedRows mapped;
    private readonly HashScratch scratch;
    private readonly int[] buckets;

    internal RowHasher(IHashFamily family)
    {
        this.family = family;
        mapped = new MappedRows(BlockRows, family.Dimension);
        scratch = family.CreateScratch();
        buckets = new int[BlockRows * family.TableCount];
    }

    /// <summary>
    /// Hashes rows [start, end), at most <see cref="BlockRows"/> of them, and stores their codes under their own numbers; as they are if
    /// there is no <paramref name="space"/>.
    /// </summary>
    internal void Hash(WeightMatrix rows, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        float* block = mapped.Map(rows, start, end, space, out int stride);
        Hash(block, stride, start, end - start, codes);
    }

    /// <summary>
    /// Hashes the rows ids[start, end), at most <see cref="BlockRows"/> of them, and stores their codes under their places in the list.
    /// A row's code is the same here and in <see cref="Hash(WeightMatrix, int, int, CentredSpace?, BucketCodes)"/>.
    /// </summary>
    internal void HashListed(WeightMatrix rows, int* ids, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        float* block = mapped.MapListed(rows, ids + start, end - start, space, out int stride);
        Hash(block, stride, start, end - start, codes);
    }

    public void Dispose()
    {
        mapped.Dispose();
        scratch.Dispose();
    }

    private void Hash(float* block, int stride, int first, int count, BucketCodes codes)
    {
        Span<int> found = buckets.AsSpan(0, count * family.TableCount);
        family.Hash(block, stride, count, found, scratch);
        codes.Store(first, found);
    }
}
