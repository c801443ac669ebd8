namespace Glissade.Documents;

/// <summary>What texts had, beside the points that were made of them.</summary>
internal sealed class DocumentTotals
{
    /// <summary>What the features are.</summary>
    internal required TextFeatures Features { get; init; }

    /// <summary>Names of the labels by id; null if labels were left out and had none from elsewhere.</summary>
    internal required IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>Size of the label space.</summary>
    internal required int LabelCount { get; init; }

    /// <summary>Labels that were left out because a list of names did not have them.</summary>
    internal required long UnknownLabels { get; init; }

    internal required int Points { get; init; }

    /// <summary>Stored features over all points.</summary>
    internal required int FeatureEntries { get; init; }

    /// <summary>Labels over all points.</summary>
    internal required int LabelEntries { get; init; }
}
