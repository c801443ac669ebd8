namespace Glissade;

/// <summary>How the active neurons of the output layer are chosen besides the true labels.</summary>
public enum SamplerKind
{
    /// <summary>By locality-sensitive hash tables over the layer's rows: the neurons that answer most to the sample.</summary>
    Lsh,

    /// <summary>Uniformly at random.</summary>
    Uniform,

    /// <summary>All of them: the exact layer.</summary>
    Full,
}
