namespace Glissade.Cache;

/// <summary>The sections of a cache in the order of the file.</summary>
internal static class CacheSections
{
    internal const int FeatureOffsets = 0;
    internal const int LabelOffsets = 1;
    internal const int FeatureIds = 2;
    internal const int FeatureValues = 3;
    internal const int LabelIds = 4;
    internal const int LabelNames = 5;
    internal const int FeatureNames = 6;
    internal const int Count = 7;

    private static readonly string[] Names =
        ["feature offsets", "label offsets", "feature ids", "feature values", "label ids", "label names", "feature names"];

    internal static string NameOf(int section) => Names[section];

    /// <summary>The length that follows from the header's sizes; null if none does.</summary>
    internal static long? LengthOf(int section, CacheHeader header) => section switch
    {
        FeatureOffsets or LabelOffsets => (header.Points + 1L) * sizeof(long),
        FeatureIds or FeatureValues => header.FeatureEntries * 4L,
        LabelIds => header.LabelEntries * 4L,
        _ => null,
    };
}
