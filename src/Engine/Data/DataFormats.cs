namespace Glissade;

/// <summary>What formats have in common.</summary>
internal static class DataFormats
{
    /// <summary>Whether two data sets of texts have the same features; numbered features are taken to be whatever others want.</summary>
    internal static bool HasSameFeatures(this TextFeatures? features, TextFeatures? others) =>
        features is null || others is null || ReferenceEquals(features, others) ||
        (features.Tokens == others.Tokens && features.WordNGrams == others.WordNGrams && features.FeatureCount == others.FeatureCount &&
            (features.Names is null ? others.Names is null : others.Names is not null && features.Names.SequenceEqual(others.Names)));

    /// <summary>Whether the format holds texts and names of labels, rather than numbers.</summary>
    internal static bool HoldsTexts(this DataFormat format) => format is DataFormat.FastText or DataFormat.Csv or DataFormat.JsonLines;
}
