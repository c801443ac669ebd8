namespace Glissade.Lsh;

/// <summary>How hash functions are learned from examples: stochastic gradient steps (Adam) on the hyperplanes of a <see cref="SimHashFamily"/>.</summary>
public sealed record HashLearningOptions
{
    /// <summary>Examples of a step. Default 64.</summary>
    public int BatchQueries { get; init; } = 64;

    /// <summary>Targets drawn of each example for a step. Default 4.</summary>
    public int TargetsPerQuery { get; init; } = 4;

    /// <summary>Rows drawn at random for a step, besides the targets of its examples. Default 384.</summary>
    public int RandomRows { get; init; } = 384;

    /// <summary>Adam's step size at the start of each call; it falls linearly to nothing at its end. Default 0.03, hyperplanes having elements of size 1.</summary>
    public float LearningRate { get; init; } = 0.03f;

    /// <summary>
    /// Agreement of identical codes: small values ask for a modest difference between targets and others, large ones make codes follow single
    /// pairs. Default 5.
    /// </summary>
    public float Sharpness { get; init; } = 5;

    /// <summary>What is minimised.</summary>
    public HashLoss Loss { get; init; } = HashLoss.Contrastive;

    /// <summary>Difference of agreements that <see cref="HashLoss.Triplet"/> asks for. Default 1.</summary>
    public float Margin { get; init; } = 1;

    /// <summary>Seed of the choice of examples and rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Validate()
    {
        Positive(BatchQueries, nameof(BatchQueries));
        if (TargetsPerQuery < 1 || TargetsPerQuery > HashExamples.MaxTargets)
            throw new ArgumentException($"TargetsPerQuery must be between 1 and {HashExamples.MaxTargets}, but is {TargetsPerQuery}");
        Positive(RandomRows, nameof(RandomRows));
        Positive(LearningRate, nameof(LearningRate));
        Positive(Sharpness, nameof(Sharpness));
        Positive(Margin, nameof(Margin));
        if (!Enum.IsDefined(Loss))
            throw new ArgumentException($"there is no hash loss {Loss}");
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentException($"{name} must be positive, but is {value}");
    }
}
