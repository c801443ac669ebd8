using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>One worker's part of a <see cref="SignatureScanIndex"/>'s rebuild: signs blocks of rows and lays the signatures out.</summary>
internal sealed unsafe class RowSigner(SignatureHasher hasher) : IDisposable
{
    private readonly MappedRows mapped = new(SignatureHasher.BlockRows, hasher.Dimension);
    private readonly SignatureBlock block = hasher.CreateBlock();

    /// <summary>Signs rows [start, end), at most <see cref="SignatureHasher.BlockRows"/> of them.</summary>
    internal void Sign(WeightMatrix rows, int start, int end, CentredSpace space, ulong* signatures)
    {
        float* first = mapped.Map(rows, start, end, space, out int stride);
        hasher.Hash(first, stride, end - start, block);
        int words = hasher.Bits / (8 * sizeof(ulong));
        for (int row = start; row < end; row++)
        {
            ulong* signature = (ulong*)block.Signs(row - start);
            for (int word = 0; word < words; word++)
                signatures[SignatureDistance.Place(row, word, words)] = signature[word];
        }
    }

    public void Dispose()
    {
        mapped.Dispose();
        block.Dispose();
    }
}
