using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A thread's state for <see cref="SignatureScanIndex"/>: a block of mapped queries, their signatures, distances, and the nearest of each.
/// </summary>
internal sealed unsafe class SignatureQuery : IndexQuery
{
    internal const int BlockQueries = SignatureHasher.BlockRows;

    private readonly AlignedBuffer<ushort> distances;

    internal SignatureQuery(SignatureScanIndex owner, SignatureHasher hasher, int scanRows)
        : base(owner)
    {
        Mapped = new RowMatrix(BlockQueries, hasher.Dimension);
        Signatures = hasher.CreateBlock();
        distances = new AlignedBuffer<ushort>(scanRows + SignatureDistance.GroupRows);
        for (int i = 0; i < BlockQueries; i++)
            Nearest[i] = new NearestSelection();
    }

    internal RowMatrix Mapped { get; }

    internal SignatureBlock Signatures { get; }

    internal ushort* Distances => distances.Pointer;

    internal NearestSelection[] Nearest { get; } = new NearestSelection[BlockQueries];

    public override void Dispose()
    {
        Mapped.Dispose();
        Signatures.Dispose();
        distances.Dispose();
    }
}
