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
}
