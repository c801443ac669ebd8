namespace Glissade.Lsh;

/// <summary>Which ids a full bucket keeps (SLIDE, Chen et al. 2020, section 4: both serve equally well).</summary>
public enum BucketPolicy
{
    /// <summary>
    /// A random subset of all that arrived (reservoir sampling, Vitter 1985, algorithm R): of n arrivals each is kept with probability
    /// capacity / n. The default.
    /// </summary>
    Reservoir,

    /// <summary>The newest: the oldest leaves. Among rows that a build inserts, the higher id is the newer.</summary>
    Fifo,
}
