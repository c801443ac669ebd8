namespace Glissade;

/// <summary>The sizes of a model's feature and label spaces, which data read for that model must keep within.</summary>
/// <param name="FeatureCount">Every feature id must be below it; null: no limit.</param>
/// <param name="LabelCount">Every label id must be below it; null: no limit.</param>
/// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
public sealed record DatasetLimits(int? FeatureCount = null, int? LabelCount = null)
{
    /// <summary>Every feature id must be below it; null: no limit.</summary>
    public int? FeatureCount { get; } = NotNegative(FeatureCount, nameof(FeatureCount));

    /// <summary>Every label id must be below it; null: no limit.</summary>
    public int? LabelCount { get; } = NotNegative(LabelCount, nameof(LabelCount));

    private static int? NotNegative(int? limit, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit ?? 0, name);
        return limit;
    }
}
