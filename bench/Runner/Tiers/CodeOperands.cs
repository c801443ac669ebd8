using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>Random codes in groups, a query's tables, and room for the sums.</summary>
internal sealed unsafe class CodeOperands : IDisposable
{
    /// <summary>Of a code of 256 bits: one for each of 256 units.</summary>
    public const int Bytes = 32;

    private const int EntriesOfByte = 32;

    private readonly AlignedBuffer<byte> stored;
    private readonly AlignedBuffer<byte> tables = new(Bytes * EntriesOfByte);
    private readonly AlignedBuffer<ushort> sums;

    /// <summary>A group is 64 codes, 2 KiB.</summary>
    public CodeOperands(int groups)
    {
        int rows = groups * CodeEstimates.GroupRows;
        stored = new AlignedBuffer<byte>(CodeEstimates.Bytes(rows, Bytes));
        sums = new AlignedBuffer<ushort>(rows);
        RandomStream random = new(7);
        foreach (ref byte code in stored.Slice(0, (int)stored.Length))
            code = (byte)random.NextInt32(256);
        foreach (ref byte entry in tables.Slice(0, (int)tables.Length))
            entry = (byte)random.NextInt32(CodeEstimates.LargestEntry + 1);
    }

    public byte* Stored => stored.Pointer;

    public byte* Tables => tables.Pointer;

    public ushort* Sums => sums.Pointer;

    public void Dispose()
    {
        stored.Dispose();
        tables.Dispose();
        sums.Dispose();
    }
}
