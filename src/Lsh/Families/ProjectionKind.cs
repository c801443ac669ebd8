namespace Glissade.Lsh;

/// <summary>What the random projections of <see cref="SimHashFamily"/> are made of.</summary>
public enum ProjectionKind
{
    /// <summary>Independent standard normal elements: the collision probability 1 - angle/pi is exact.</summary>
    Gaussian,

    /// <summary>
    /// A third of the elements is +1 or -1, the others are 0 (SLIDE's way; Achlioptas 2003). The collision probability holds approximately,
    /// best for vectors without dominant elements. The product is dense here, so both kinds cost the same.
    /// </summary>
    SparseSigns,
}
