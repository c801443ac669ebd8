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
    /// Hashes rows [start, end), at most <see cref="BlockRows"/> of them; as they are if there is no <paramref name="space"/>.
    /// </summary>
    internal void Hash(WeightMatrix rows, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        Span<int> found = buckets.AsSpan(0, (end - start) * family.TableCount);
        float* block = mapped.Map(rows, start, end, space, out int stride);
        family.Hash(block, stride, end - start, found, scratch);
        codes.Store(start, found);
    }

    public void Dispose()
    {
        mapped.Dispose();
        scratch.Dispose();
    }
}
