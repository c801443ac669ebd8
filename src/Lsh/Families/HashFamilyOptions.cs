namespace Glissade.Lsh;

/// <summary>How many hash functions to draw, and from which seed.</summary>
public sealed record HashFamilyOptions
{
    /// <summary>The widest bucket number: 16 bits, so that a rebuild keeps two bytes a row and table.</summary>
    public const int LargestBucketBits = 16;

    /// <summary>
    /// Codes packed into one bucket number (K): more make buckets smaller and purer. Default 9 (SLIDE's SimHash setting).
    /// </summary>
    public int HashesPerTable { get; init; } = 9;

    /// <summary>Number of tables (L): more find more neighbours, at a cost that grows in proportion. Default 50.</summary>
    public int TableCount { get; init; } = 50;

    /// <summary>
    /// Packed codes wider than this many bits are folded to it by a mixing hash, so that a table's offsets stay small beside its ids.
    /// Default 16: 670,091 rows in 50 tables then take 147 MB.
    /// </summary>
    public int MaxBucketBits { get; init; } = LargestBucketBits;

    /// <summary>Seed of the hash functions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the values for a family whose codes have <paramref name="bitsPerCode"/> bits.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Validate(int bitsPerCode)
    {
        int mostHashes = BucketFold.MaxCodeBits / bitsPerCode;
        if (HashesPerTable < 1 || HashesPerTable > mostHashes)
        {
            throw new ArgumentException(
                $"HashesPerTable must be between 1 and {mostHashes} for codes of {bitsPerCode} bits, but is {HashesPerTable}");
        }

        if (TableCount < 1 || TableCount > 4096)
            throw new ArgumentException($"TableCount must be between 1 and 4096, but is {TableCount}");
        if (MaxBucketBits < 1 || MaxBucketBits > LargestBucketBits)
            throw new ArgumentException($"MaxBucketBits must be between 1 and {LargestBucketBits}, but is {MaxBucketBits}");
    }
}
