using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Micro.Index;

/// <summary>The layer that indexes are measured over, and the tables that training would choose for it.</summary>
internal static class IndexShape
{
    public const int Rows = 67_000;
    public const int Columns = 129;
    private const int SimHashBits = 13;
    private const int DwtaCodes = 4;

    /// <summary>Rows without structure: buckets fill evenly, which those of a trained layer do only in part.</summary>
    public static WeightMatrix CreateRows() => RandomNumbers.Fill(new WeightMatrix(Rows, Columns), 1);

    public static LshIndex CreateIndex(HashKind hash)
    {
        HashFamilyOptions options = new() { HashesPerTable = hash == HashKind.Dwta ? DwtaCodes : SimHashBits, TableCount = 50 };
        IHashFamily family = hash == HashKind.Dwta ? new DwtaFamily(Columns, options) : new SimHashFamily(Columns, options);
        return new LshIndex(Rows, family, new LshIndexOptions { BucketCapacity = 1024 });
    }
}
