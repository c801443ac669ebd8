namespace Glissade.Lsh;

/// <summary>How a <see cref="LshIndex"/> inserts rows and chooses candidates.</summary>
public sealed record LshIndexOptions
{
    /// <summary>
    /// Whether rows and queries are hashed without their means (default), which keeps the tables useful while the layer drifts. Otherwise
    /// [w; b] and [h; 1] are hashed as they are, as MONGOOSE does.
    /// </summary>
    public bool Centre { get; init; } = true;

    /// <summary>
    /// Whether rows are given one length by a further element, which is zero in queries (Bachrach et al. 2014; Neyshabur and Srebro 2015): families
    /// that hash angles then rank rows by their inner products, where the angle alone would rank short rows beside long ones. The family is for
    /// vectors of one element more than the rows. Needs <see cref="Centre"/>.
    /// </summary>
    public bool EqualizeLengths { get; init; }

    /// <summary>Most ids that a bucket keeps; of more, <see cref="BucketPolicy"/> says which stay. Default: no limit.</summary>
    public int BucketCapacity { get; init; } = int.MaxValue;

    /// <summary>Which ids a full bucket keeps. Default: a random subset.</summary>
    public BucketPolicy BucketPolicy { get; init; }

    /// <summary>
    /// Room in each bucket for rows that move, which <see cref="INeuronIndex.Refresh"/> needs to be more than a rebuild. Default: none.
    /// </summary>
    public BucketSlack Slack { get; init; }

    /// <summary>
    /// The largest bucket that a query should expect, or null (default) to use all bits of the bucket number. Each rebuild then gives each
    /// table the smallest number b of bits for which the mean bucket of a stored row, sum of size^2 over the number of rows, is at most
    /// this: a table whose functions happen to divide the rows badly gets more bits than one that divides them well. Draw more hash
    /// functions than are needed (K), of which the first b bits are used. Not sensible if a family's codes take more bits than a bucket
    /// number has: those are mixed, and some bits of a mixture say nothing about neighbours.
    /// </summary>
    public double? TargetBucketSize { get; init; }

    /// <summary>Which ids of a query's buckets are candidates. Default: the most frequent.</summary>
    public CandidateSelection Selection { get; init; }

    /// <summary>Tables that must hold a candidate under <see cref="CandidateSelection.HardThreshold"/> (m). Default 2.</summary>
    public int MinHits { get; init; } = 2;

    /// <summary>
    /// Bits of the signature that each row leaves at a rebuild, by which <see cref="INeuronIndex.MeasureDrift"/> tells how far rows have
    /// turned since (MONGOOSE, Chen et al. 2021, uses 10): at most 16; 0 (default) for none.
    /// </summary>
    public int SignatureBits { get; init; }

    /// <summary>
    /// How hash functions are learned (<see cref="ILearningIndex.Learn"/>); null (default) if they stay as drawn. For <see cref="SimHashFamily"/> only.
    /// </summary>
    public HashLearningOptions? Learning { get; init; }

    /// <summary>Seed of what is drawn: which ids full buckets keep, the order of tables, signatures.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Validate(int tableCount)
    {
        if (!Enum.IsDefined(Selection))
            throw new ArgumentException($"there is no candidate selection {Selection}");
        if (Selection == CandidateSelection.HardThreshold && (MinHits < 1 || MinHits > tableCount))
            throw new ArgumentException($"MinHits must be between 1 and the {tableCount} tables, but is {MinHits}");
        Learning?.Validate();
        if (SignatureBits is < 0 or > HashFamilyOptions.LargestBucketBits)
        {
            throw new ArgumentException(
                $"SignatureBits must be between 0 and {HashFamilyOptions.LargestBucketBits}, but is {SignatureBits}");
        }
    }
}
