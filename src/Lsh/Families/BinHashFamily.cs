using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// What the families have in common that look into bins of eight randomly chosen elements: a code is the position, within its bin, of the
/// element that wins there, so it has three bits.
/// </summary>
/// <remarks>
/// Codes are packed side by side without overlap: 3 K bits, folded by a mixing hash if they exceed
/// <see cref="HashFamilyOptions.MaxBucketBits"/>. Dense vectors are hashed sixteen at a time in time O(8 K L), sparse ones by a list of the
/// bins that each element stands in, in time O(K L (1 + 8 nnz / d)).
/// </remarks>
public abstract unsafe class BinHashFamily : IHashFamily
{
    private readonly CodePacking packing;

    private protected BinHashFamily(int dimension, HashFamilyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentNullException.ThrowIfNull(options);
        packing = new CodePacking(options, PermutationBins.CodeBits);
        Bins = new PermutationBins(dimension, packing.CodeCount);
        RedrawHashFunctions(options.Seed);
    }

    /// <inheritdoc/>
    public int Dimension => Bins.Dimension;

    /// <inheritdoc/>
    public int HashesPerTable => packing.HashesPerTable;

    /// <inheritdoc/>
    public int TableCount => packing.TableCount;

    /// <inheritdoc/>
    public int BucketsPerTable => packing.BucketCount;

    /// <inheritdoc/>
    public long MemoryBytes => Bins.MemoryBytes;

    internal PermutationBins Bins { get; }

    /// <summary>From whom empty bins borrow, in families where bins may be empty.</summary>
    private protected Densification Densification { get; private set; }

    /// <inheritdoc/>
    public HashScratch CreateScratch() => new BinScratch(this);

    /// <inheritdoc/>
    public void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch)
    {
        BinScratch own = HashScratch.Check<BinScratch>(this, stride, count, buckets.Length, scratch);
        for (int start = 0; start < count; start += WinnerTakeAll.Lanes)
        {
            int lanes = Math.Min(WinnerTakeAll.Lanes, count - start);
            LayOut(rows + ((long)start * stride), stride, lanes, own);
            WinnerTakeAll.Find(own.Transposed, Bins.Members, Bins.BinSize, own.Codes);
            Span<int> blockBuckets = buckets.Slice(start * TableCount, lanes * TableCount);
            uint missing = packing.PackLanes(own.Codes, own.Packed, lanes, blockBuckets);
            for (int lane = 0; lane < lanes; lane++)
            {
                if ((missing >> lane & 1) == 0)
                    continue;
                FillMissing(own.Codes + lane, WinnerTakeAll.Lanes, own.Filled);
                packing.PackOne(own.Filled, 1, blockBuckets.Slice(lane * TableCount, TableCount));
            }
        }
    }

    /// <inheritdoc/>
    public void HashSparse(SparseVector vector, Span<int> buckets, HashScratch scratch)
    {
        BinScratch own = HashScratch.Check<BinScratch>(this, vector, buckets.Length, scratch);
        new Span<int>(own.Codes, Bins.BinCount).Fill(WinnerTakeAll.NoWinner);
        FindSparse(vector, own);
        FillMissing(own.Codes, 1, own.Filled);
        packing.PackOne(own.Filled, 1, buckets[..TableCount]);
    }

    /// <inheritdoc/>
    public void RedrawHashFunctions(ulong seed)
    {
        Bins.Draw(seed);
        Densification = new Densification(Bins.BinCount, seed);
    }

    /// <summary>Holds no unmanaged memory: nothing to free.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>
    /// Lays out at most 16 vectors as <see cref="WinnerTakeAll"/> says, so that the first of the largest elements of a bin wins; elements
    /// that may not win are minus infinity.
    /// </summary>
    private protected abstract void LayOut(float* rows, int stride, int count, BinScratch own);

    /// <summary>The same winners for one sparse vector, in codes[bin]; they are <see cref="WinnerTakeAll.NoWinner"/> before.</summary>
    private protected abstract void FindSparse(SparseVector vector, BinScratch own);

    /// <summary>Copies the codes, codes[bin * stride], to filled[bin] with a code for each bin that has no winner.</summary>
    private protected virtual void FillMissing(int* codes, int stride, int* filled) => Densification.Fill(codes, stride, filled);
}
