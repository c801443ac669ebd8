namespace Glissade.Lsh;

/// <summary>
/// A family of locality-sensitive hash functions: similar vectors share a bucket more often than dissimilar ones.
/// For each of L tables, K codes are drawn and packed into one bucket number (SLIDE, Chen et al. 2020, section 2).
/// </summary>
/// <remarks>Hashing is safe from many threads at once, each with its own scratch; <see cref="RedrawHashFunctions"/> is not.</remarks>
public unsafe interface IHashFamily : IDisposable
{
    /// <summary>Number of meaningful elements of a hashed vector.</summary>
    int Dimension { get; }

    /// <summary>Codes packed into one bucket number (K).</summary>
    int HashesPerTable { get; }

    /// <summary>Number of tables, and so of bucket numbers a vector (L).</summary>
    int TableCount { get; }

    /// <summary>Buckets of a table: every bucket number is at least 0 and below this.</summary>
    int BucketsPerTable { get; }

    /// <summary>Size of the hash functions in bytes.</summary>
    long MemoryBytes { get; }

    /// <summary>Working memory for one thread, valid for this family only.</summary>
    HashScratch CreateScratch();

    /// <summary>
    /// Hashes <paramref name="count"/> dense vectors; vector i's bucket in table t goes to buckets[i * <see cref="TableCount"/> + t].
    /// Allocates nothing. The empty (zero) vector and vectors of any magnitude have valid buckets.
    /// </summary>
    /// <param name="rows">The first vector; <see cref="Dimension"/> elements are read of each.</param>
    /// <param name="stride">Distance in elements from one vector to the next: at least the dimension.</param>
    /// <param name="count">Number of vectors.</param>
    /// <param name="buckets">Receives count x L bucket numbers.</param>
    /// <param name="scratch">Working memory made by this family's <see cref="CreateScratch"/>, used by no other thread meanwhile.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="buckets"/> is too short or <paramref name="scratch"/> is another family's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or the stride is below the dimension.</exception>
    void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch);

    /// <summary>
    /// Hashes one sparse vector, whose buckets are those of the same vector written densely; families that sum elements may differ where
    /// rounding decides. The bucket in table t goes to buckets[t]. Allocates nothing.
    /// </summary>
    /// <param name="vector">The elements that are not zero, ids ascending without repetition; stored zeros mean nothing.</param>
    /// <param name="buckets">Receives L bucket numbers.</param>
    /// <param name="scratch">Working memory made by this family's <see cref="CreateScratch"/>, used by no other thread meanwhile.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="buckets"/> is too short or <paramref name="scratch"/> is another family's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below <see cref="Dimension"/>; nothing is written.</exception>
    void HashSparse(SparseVector vector, Span<int> buckets, HashScratch scratch);

    /// <summary>Draws new hash functions from <paramref name="seed"/>. Buckets found before mean nothing afterwards.</summary>
    void RedrawHashFunctions(ulong seed);
}
