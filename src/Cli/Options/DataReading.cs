namespace Glissade.Cli.Options;

/// <summary>How points are read for which a model is to find labels.</summary>
internal static class DataReading
{
    /// <summary>The same options for points of whose labels nothing is wanted.</summary>
    public static DataReadOptions WithoutLabels(this DataReadOptions options, ExtremeClassifier model) => options with
    {
        Limits = new DatasetLimits(model.FeatureCount),
        TextFeatures = model.TextFeatures,
        IgnoreLabels = true,
    };
}
