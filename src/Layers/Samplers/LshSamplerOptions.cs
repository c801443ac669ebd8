using Glissade.Lsh;

namespace Glissade.Layers;

/// <summary>How an <see cref="LshSampler"/> spends its budget.</summary>
public sealed record LshSamplerOptions
{
    /// <summary>Neurons chosen by the index, for a batch or for a sample.</summary>
    public int Hashed { get; init; } = 1000;

    /// <summary>Neurons drawn uniformly besides: they keep the neurons that no query finds from drifting upwards unseen.</summary>
    public int Uniform { get; init; } = 1000;

    /// <summary>
    /// How many of a batch's samples query the index when the batch shares its neurons: the neurons hard for a few samples are hard for most of the
    /// others, and a query costs more than many rows.
    /// </summary>
    public int Queries { get; init; } = 8;

    /// <summary>
    /// Gradient steps that each rebuild takes on the hash functions if the index can learn (<see cref="ILearningIndex"/>), from the latest samples and
    /// their true labels. Default 0: none.
    /// </summary>
    public int LearningSteps { get; init; }

    /// <summary>Candidates that a shared query takes from the index before it ranks them by their exact logits.</summary>
    public int Candidates { get; init; } = 500;

    /// <summary>
    /// Hardest wrong neurons that are remembered for each training point, from the logits of the batch it was in, and taken up again with it;
    /// 0 for none. Only where a batch shares its neurons.
    /// </summary>
    public int Remembered { get; init; }

    /// <summary>Training points that neurons are remembered for: those with lower numbers.</summary>
    public int Points { get; init; }

    /// <summary>
    /// Whether a sample with neurons of its own for which the index finds fewer than <see cref="Hashed"/> gets uniform ones in their place
    /// (default), as SLIDE does up to its minimum: the number of active neurons then does not fall when tables are sparse or stale.
    /// Otherwise it makes do with those found and <see cref="Uniform"/> others. Neurons that a batch shares are never filled up: many
    /// queries find enough.
    /// </summary>
    public bool FillUniformly { get; init; } = true;
}
