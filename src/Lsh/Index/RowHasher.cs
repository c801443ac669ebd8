using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>One worker's part of a rebuild: centres and hashes blocks of rows and stores their codes.</summary>
internal sealed unsafe class RowHasher : IDisposable
{
    internal const int BlockRows = 256;
    private readonly IHashFamily family;
    private readonly RowMatrix widened;
    private readonly RowMatrix centred;
    private readonly HashScratch scratch;
    private readonly int[] buckets;

    internal RowHasher(IHashFamily family)
    {
        this.family = family;
        widened = new RowMatrix(BlockRows, family.Dimension);
        centred = new RowMatrix(BlockRows, family.Dimension);
        scratch = family.CreateScratch();
        buckets = new int[BlockRows * family.TableCount];
    }

    /// <summary>
    /// Hashes rows [start, end), at most <see cref="BlockRows"/> of them, and stores their codes under their own numbers; as they are if
    /// there is no <paramref name="space"/>.
    /// </summary>
    internal void Hash(WeightMatrix rows, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        float* block = rows.View(start, end - start, widened, out int stride);
        if (space is null)
        {
            Hash(block, stride, start, end - start, codes);
            return;
        }

        for (int i = 0; i < end - start; i++)
            space.MapRow(new ReadOnlySpan<float>(block + ((long)i * stride), rows.Columns), centred.Row(i));
        Hash(centred.Pointer, centred.Stride, start, end - start, codes);
    }

    /// <summary>
    /// Hashes the rows ids[start, end), at most <see cref="BlockRows"/> of them, and stores their codes under their places in the list.
    /// A row's code is the same here and in <see cref="Hash(WeightMatrix, int, int, CentredSpace?, BucketCodes)"/>.
    /// </summary>
    internal void HashListed(WeightMatrix rows, int* ids, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<float> row = new(rows.View(ids[i], 1, widened, out _), rows.Columns);
            if (space is null)
                row.CopyTo(centred.Row(i - start));
            else
                space.MapRow(row, centred.Row(i - start));
        }

        Hash(centred.Pointer, centred.Stride, start, end - start, codes);
    }

    public void Dispose()
    {
        widened.Dispose();
        centred.Dispose();
        scratch.Dispose();
    }

    private void Hash(float* block, int stride, int first, int count, BucketCodes codes)
    {
        Span<int> found = buckets.AsSpan(0, count * family.TableCount);
        family.Hash(block, stride, count, found, scratch);
        codes.Store(first, found);
    }
}
