namespace Glissade.Lsh;

/// <summary>How a <see cref="LshIndex"/> inserts rows.</summary>
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

    /// <summary>Most ids that a bucket keeps; a bucket with more keeps a random subset. Default: no limit.</summary>
    public int BucketCapacity { get; init; } = int.MaxValue;

    /// <summary>Seed of that choice.</summary>
    public ulong Seed { get; init; } = 1;
}
