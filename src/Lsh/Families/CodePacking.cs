using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Makes bucket numbers of codes of more than one bit: the K codes of a table lie side by side without overlap, the first lowest, and are
/// folded to the table's width (<see cref="BucketFold"/>).
/// </summary>
internal readonly unsafe struct CodePacking
{
    private readonly int codeBits;
    private readonly BucketFold fold;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal CodePacking(HashFamilyOptions options, int codeBits)
    {
        options.Validate(codeBits);
        this.codeBits = codeBits;
        HashesPerTable = options.HashesPerTable;
        TableCount = options.TableCount;
        fold = new BucketFold(HashesPerTable * codeBits, options.MaxBucketBits);
    }

    internal int HashesPerTable { get; }

    internal int TableCount { get; }

    internal int CodeCount => HashesPerTable * TableCount;

    internal int BucketCount => fold.BucketCount;

    /// <summary>
    /// Buckets of the first <paramref name="lanes"/> of the vectors that <see cref="WinnerTakeAll"/> lays side by side. Returns a bit for
    /// each vector whose buckets <see cref="PackOne"/> must make instead: a code is missing, or the codes are too wide for the kernel.
    /// </summary>
    internal uint PackLanes(int* codes, int* packed, int lanes, Span<int> buckets)
    {
        if (HashesPerTable * codeBits >= 32)
            return uint.MaxValue;
        uint missing = WinnerTakeAll.PackWinners(codes, TableCount, HashesPerTable, codeBits, packed);
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int table = 0; table < TableCount; table++)
                buckets[(lane * TableCount) + table] = fold.Apply((uint)packed[(table * WinnerTakeAll.Lanes) + lane]);
        }

        return missing;
    }

    /// <summary>Buckets of one vector: code i is codes[i * stride], and none is missing.</summary>
    internal void PackOne(int* codes, int stride, Span<int> buckets)
    {
        for (int table = 0; table < TableCount; table++)
        {
            ulong packed = 0;
            for (int i = 0; i < HashesPerTable; i++, codes += stride)
                packed |= (ulong)(uint)*codes << (i * codeBits);
            buckets[table] = fold.Apply(packed);
        }
    }
}
