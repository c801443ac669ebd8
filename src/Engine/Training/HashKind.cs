namespace Glissade;

/// <summary>The family of hash functions of the tables.</summary>
public enum HashKind
{
    /// <summary>Signs of random projections (Charikar 2002).</summary>
    SimHash,

    /// <summary>Densified winner-take-all (Chen and Shrivastava 2018).</summary>
    Dwta,
}
