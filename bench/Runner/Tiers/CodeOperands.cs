using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>Random codes in groups, the tables of two queries, and room for their sums.</summary>
internal sealed unsafe class CodeOperands : IDisposable
{
    /// <summary>Of a code of 256 bits: one for each of 256 units.</summary>
    public const int Bytes = 32;

    private const int EntriesOfByte = 32;

    private readonly AlignedBuffer<byte> stored;
    private readonly AlignedBuffer<byte> tables = new(2 * Bytes * EntriesOfByte);
    private readonly AlignedBuffer<ushort> sums;

    /// <summary>A group is 64 codes, 2 KiB.</summary>
    public CodeOperands(int groups)
    {
        int rows = groups * CodeEstimates.GroupRows;
        stored = new AlignedBuffer<byte>(CodeEstimates.Bytes(rows, Bytes));
        sums = new AlignedBuffer<ushort>(2L * rows);
        SecondSums = sums.Pointer + rows;
        RandomStream random = new(7);
        foreach (ref byte code in stored.Slice(0, (int)stored.Length))
            code = (byte)random.NextInt32(256);
        foreach (ref byte entry in tables.Slice(0, (int)tables.Length))
            entry = (byte)random.NextInt32(CodeEstimates.LargestEntry + 1);
    }

    public byte* Stored => stored.Pointer;

    public byte* Tables => tables.Pointer;

    public byte* SecondTables => tables.Pointer + (Bytes * EntriesOfByte);

    public ushort* Sums => sums.Pointer;

    public ushort* SecondSums { get; }

    public void Dispose()
    {
        stored.Dispose();
        tables.Dispose();
        sums.Dispose();
    }
}
