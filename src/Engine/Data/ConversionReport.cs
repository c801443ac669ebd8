namespace Glissade;

/// <summary>What a conversion did.</summary>
/// <param name="From">What was read.</param>
/// <param name="To">What was written.</param>
/// <param name="Points">Points written.</param>
public sealed record ConversionReport(DataFormat From, DataFormat To, long Points)
{
    /// <summary>The names of labels by id, if texts became numbers or a cache that was read has names; null otherwise.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>
    /// The names of features by id, if texts became numbers that are not hashed, or a cache that was read has names; null otherwise.
    /// </summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>
    /// Labels that were left out because <see cref="DataReadOptions.LabelNames"/> did not have them, repetitions included.
    /// </summary>
    public long UnknownLabels { get; init; }
}
