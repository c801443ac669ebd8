namespace Glissade;

/// <summary>How the active neurons of the output layer are chosen besides the true labels.</summary>
public enum SamplerKind
{
    /// <summary>By an index over the layer's rows (<see cref="IndexKind"/>): the neurons that answer most to the sample.</summary>
    Lsh,

    /// <summary>Uniformly at random.</summary>
    Uniform,

    /// <summary>All of them: the exact layer.</summary>
    Full,
}
