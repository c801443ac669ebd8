namespace Glissade;

/// <summary>
/// The shape of a synthetic extreme-classification task. The defaults have the shape of Amazon-670K at a tenth of its labels.
/// </summary>
public sealed record SyntheticOptions
{
    /// <summary>Size of the feature space.</summary>
    public int FeatureCount { get; init; } = 135_909;

    /// <summary>Size of the label space.</summary>
    public int LabelCount { get; init; } = 67_000;

    /// <summary>Number of training points.</summary>
    public int TrainCount { get; init; } = 50_000;

    /// <summary>Number of test points.</summary>
    public int TestCount { get; init; } = 5_000;

    /// <summary>Mean number of feature draws for a point; repeated draws fall together, so points end with fewer features.</summary>
    public double FeatureDrawsPerPoint { get; init; } = 75;

    /// <summary>Mean number of labels of a point, about; no point has more than 30.</summary>
    public double LabelsPerPoint { get; init; } = 5;

    /// <summary>Label of rank r is drawn in proportion to (r + 21)^-exponent, r from 0.</summary>
    public double LabelExponent { get; init; } = 0.75;

    /// <summary>Feature of rank r is drawn in proportion to (r + 51)^-exponent, r from 0.</summary>
    public double FeatureExponent { get; init; } = 0.7;

    /// <summary>Share of the feature draws that say nothing about the labels, from 0 to 1.</summary>
    public double NoiseShare { get; init; } = 0.25;

    /// <summary>Labels in a cluster: they share features and occur together.</summary>
    public int ClusterSize { get; init; } = 20;

    /// <summary>Features that stand for one label.</summary>
    public int PrototypesPerLabel { get; init; } = 28;

    /// <summary>Features that stand for a cluster of labels.</summary>
    public int PrototypesPerCluster { get; init; } = 12;

    /// <summary>Whether points are scaled to Euclidean length 1.</summary>
    public bool NormalizeRows { get; init; }

    /// <summary>Other seeds give other data of the same shape.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LabelCount);
        ArgumentOutOfRangeException.ThrowIfNegative(TrainCount);
        ArgumentOutOfRangeException.ThrowIfNegative(TestCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ClusterSize);
        ArgumentOutOfRangeException.ThrowIfNegative(PrototypesPerLabel);
        ArgumentOutOfRangeException.ThrowIfNegative(PrototypesPerCluster);
        ArgumentOutOfRangeException.ThrowIfZero(PrototypesPerLabel + (long)PrototypesPerCluster, nameof(PrototypesPerLabel));
        // The upper bounds keep a point within an int; NaN fails every comparison.
        RequireWithin(FeatureDrawsPerPoint, 0, 1e8, nameof(FeatureDrawsPerPoint));
        RequireWithin(LabelsPerPoint, 1, 1e8, nameof(LabelsPerPoint));
        RequireWithin(LabelExponent, 0, 10, nameof(LabelExponent));
        RequireWithin(FeatureExponent, 0, 10, nameof(FeatureExponent));
        RequireWithin(NoiseShare, 0, 1, nameof(NoiseShare));
    }

    private static void RequireWithin(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {low} to {high}");
    }
}
