namespace Glissade;

/// <summary>What makes the hash tables follow the weights.</summary>
public enum RehashKind
{
    /// <summary>Rebuilds at intervals that grow exponentially (SLIDE, Chen et al. 2020).</summary>
    Exponential,

    /// <summary>A rebuild when a check finds that the rows have turned far enough (MONGOOSE, Chen et al. 2021).</summary>
    Drift,

    /// <summary>
    /// Between the rebuilds of the exponential schedule the rows touched since are hashed anew and moved within the tables.
    /// </summary>
    Touched,
}
