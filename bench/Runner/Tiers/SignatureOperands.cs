using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>Random signatures in groups, a query, and room for the distances.</summary>
internal sealed unsafe class SignatureOperands : IDisposable
{
    /// <summary>Of 64 bits: signatures of 512 bits, as the signature scan has them.</summary>
    public const int Words = 8;

    private readonly AlignedBuffer<ulong> stored;
    private readonly AlignedBuffer<ulong> query = new(Words);
    private readonly AlignedBuffer<ushort> distances;

    /// <summary>A group is 32 signatures, 2 KiB.</summary>
    public SignatureOperands(int groups)
    {
        int rows = groups * SignatureDistance.GroupRows;
        stored = new AlignedBuffer<ulong>(SignatureDistance.Words(rows, Words));
        distances = new AlignedBuffer<ushort>(rows);
        RandomStream random = new(6);
        foreach (ref ulong word in stored.Slice(0, (int)stored.Length))
            word = random.NextUInt64();
        foreach (ref ulong word in query.Slice(0, Words))
            word = random.NextUInt64();
    }

    public ulong* Stored => stored.Pointer;

    public ulong* Query => query.Pointer;

    public ushort* Distances => distances.Pointer;

    public void Dispose()
    {
        stored.Dispose();
        query.Dispose();
        distances.Dispose();
    }
}
