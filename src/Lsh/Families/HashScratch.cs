namespace Glissade.Lsh;

/// <summary>Working memory of one thread that hashes with one family.</summary>
public abstract class HashScratch : IDisposable
{
    private protected HashScratch(IHashFamily owner) => Owner = owner;

    internal IHashFamily Owner { get; }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public abstract void Dispose();

    /// <summary>The scratch as its family's own type, after the checks that every family makes of a call.</summary>
    internal static TScratch Check<TScratch>(IHashFamily family, int stride, int count, int bucketLength, HashScratch scratch)
        where TScratch : HashScratch
    {
        ArgumentNullException.ThrowIfNull(scratch);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, family.Dimension);
        long needed = (long)count * family.TableCount;
        if (bucketLength < needed)
            throw new ArgumentException($"{count} vectors need {needed} bucket numbers, but there is room for {bucketLength}");
        if (!ReferenceEquals(scratch.Owner, family))
            throw new ArgumentException("the scratch was created by another hash family", nameof(scratch));
        return (TScratch)scratch;
    }

    /// <summary>The same for one sparse vector.</summary>
    internal static TScratch Check<TScratch>(IHashFamily family, SparseVector vector, int bucketLength, HashScratch scratch)
        where TScratch : HashScratch
    {
        TScratch own = Check<TScratch>(family, family.Dimension, 1, bucketLength, scratch);
        foreach (int id in vector.Ids)
        {
            if ((uint)id < (uint)family.Dimension)
                continue;
            throw new ArgumentOutOfRangeException(nameof(vector), id, $"ids must be between 0 and {family.Dimension - 1}, but one is {id}");
        }

        return own;
    }
}
