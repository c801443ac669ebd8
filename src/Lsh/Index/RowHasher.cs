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
    /// Hashes rows [start, end), at most <see cref="BlockRows"/> of them; as they are if there is no <paramref name="space"/>.
    /// </summary>
    internal void Hash(WeightMatrix rows, int start, int end, CentredSpace? space, BucketCodes codes)
    {
        Span<int> found = buckets.AsSpan(0, (end - start) * family.TableCount);
        float* block = rows.View(start, end - start, widened, out int stride);
        if (space is null)
        {
            family.Hash(block, stride, end - start, found, scratch);
        }
        else
        {
            for (int i = 0; i < end - start; i++)
                space.MapRow(new ReadOnlySpan<float>(block + ((long)i * stride), rows.Columns), centred.Row(i));
            family.Hash(centred.Pointer, centred.Stride, end - start, found, scratch);
        }

        codes.Store(start, found);
    }

    public void Dispose()
    {
        widened.Dispose();
        centred.Dispose();
        scratch.Dispose();
    }
}
