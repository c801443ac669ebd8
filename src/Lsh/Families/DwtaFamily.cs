using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Densified winner-take-all hashing (Yagnik et al. 2011; Chen and Shrivastava 2018; SLIDE's family for Amazon-670K): a code tells which of
/// eight randomly chosen elements is the largest. It follows the order of elements, not their size, so positive scaling changes nothing.
/// </summary>
/// <remarks>
/// Zeros are absent elements, as in a sparse vector; a bin of zeros borrows its code from another bin. Codes of three bits are packed side
/// by side without overlap: 3 K bits, folded by a mixing hash if they exceed <see cref="HashFamilyOptions.MaxBucketBits"/>.
/// </remarks>
public sealed unsafe class DwtaFamily : IHashFamily
{
    private readonly int[] members;
    private readonly int binSize;
    private readonly BucketFold fold;
    private readonly bool packsInLanes;
    private Densification densification;

    /// <summary>Draws the bins for vectors of <paramref name="dimension"/> elements.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DwtaFamily(int dimension, HashFamilyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(DwtaBins.CodeBits);
        Dimension = dimension;
        HashesPerTable = options.HashesPerTable;
        TableCount = options.TableCount;
        binSize = DwtaBins.BinSize(dimension);
        fold = new BucketFold(HashesPerTable * DwtaBins.CodeBits, options.MaxBucketBits);
        packsInLanes = HashesPerTable * DwtaBins.CodeBits < 32;
        members = new int[HashesPerTable * TableCount * binSize];
        RedrawHashFunctions(options.Seed);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public int HashesPerTable { get; }

    /// <inheritdoc/>
    public int TableCount { get; }

    /// <inheritdoc/>
    public int BucketsPerTable => fold.BucketCount;

    /// <inheritdoc/>
    public long MemoryBytes => (long)members.Length * sizeof(int);

    /// <summary>The vector element at each position of each bin, bin after bin.</summary>
    internal ReadOnlySpan<int> Members => members;

    /// <inheritdoc/>
    public HashScratch CreateScratch() => new DwtaScratch(this);

    /// <inheritdoc/>
    public void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch)
    {
        DwtaScratch own = HashScratch.Check<DwtaScratch>(this, stride, count, buckets.Length, scratch);
        for (int start = 0; start < count; start += WinnerTakeAll.Lanes)
        {
            int lanes = Math.Min(WinnerTakeAll.Lanes, count - start);
            WinnerTakeAll.TransposePresent(rows + ((long)start * stride), stride, lanes, Dimension, own.Transposed);
            WinnerTakeAll.Find(own.Transposed, members, binSize, own.Codes);
            Span<int> blockBuckets = buckets.Slice(start * TableCount, lanes * TableCount);
            uint densified = packsInLanes ? PackAll(own, lanes, blockBuckets) : uint.MaxValue;
            for (int lane = 0; lane < lanes; lane++)
            {
                if ((densified >> lane & 1) != 0)
                    PackBuckets(own.Codes, lane, blockBuckets.Slice(lane * TableCount, TableCount));
            }
        }
    }

    /// <inheritdoc/>
    public void RedrawHashFunctions(ulong seed)
    {
        DwtaBins.Draw(members, Dimension, seed);
        densification = new Densification(HashesPerTable * TableCount, seed);
    }

    /// <summary>Holds no unmanaged memory: nothing to free.</summary>
    public void Dispose()
    {
    }

    /// <summary>Buckets of vectors that have a winner in every bin; returns a bit for each that has not.</summary>
    private uint PackAll(DwtaScratch own, int lanes, Span<int> buckets)
    {
        uint missing = WinnerTakeAll.PackWinners(own.Codes, TableCount, HashesPerTable, DwtaBins.CodeBits, own.Packed);
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int table = 0; table < TableCount; table++)
                buckets[(lane * TableCount) + table] = fold.Apply((uint)own.Packed[(table * WinnerTakeAll.Lanes) + lane]);
        }
        return missing;
    }

    /// <summary>Buckets of one vector, whose bins without winners borrow from others.</summary>
    private void PackBuckets(int* codes, int lane, Span<int> buckets)
    {
        if (!HasWinner(codes, lane))
        {
            buckets.Clear();
            return;
        }

        int bin = 0;
        for (int table = 0; table < buckets.Length; table++)
        {
            ulong packed = 0;
            for (int i = 0; i < HashesPerTable; i++, bin++)
            {
                int code = codes[(bin * WinnerTakeAll.Lanes) + lane];
                if (code == WinnerTakeAll.NoWinner)
                    code = densification.Borrow(codes, lane, bin);
                packed |= (ulong)(uint)code << (i * DwtaBins.CodeBits);
            }

            buckets[table] = fold.Apply(packed);
        }
    }

    private bool HasWinner(int* codes, int lane)
    {
        for (int bin = 0; bin < HashesPerTable * TableCount; bin++)
        {
            if (codes[(bin * WinnerTakeAll.Lanes) + lane] != WinnerTakeAll.NoWinner)
                return true;
        }

        return false;
    }
}
