namespace Glissade.Cli.Options;

/// <summary>How points are read that must fit a model or the points that one was trained on.</summary>
internal static class DataReading
{
    /// <summary>The same options for points of which <paramref name="data"/> knows features and labels.</summary>
    public static DataReadOptions Fitting(this DataReadOptions options, Dataset data) => options with
    {
        Limits = new DatasetLimits(data.FeatureCount, data.LabelCount),
        TextFeatures = data.TextFeatures,
        LabelNames = data.LabelNames,
    };

    /// <summary>The same options for labelled points of which <paramref name="model"/> knows features and labels.</summary>
    public static DataReadOptions Fitting(this DataReadOptions options, ExtremeClassifier model) => options with
    {
        Limits = new DatasetLimits(model.FeatureCount, model.LabelCount),
        TextFeatures = model.TextFeatures,
        LabelNames = model.TextFeatures is null ? null : model.LabelNames,
    };

    /// <summary>The same options for points of whose labels nothing is wanted.</summary>
    public static DataReadOptions WithoutLabels(this DataReadOptions options, ExtremeClassifier model) => options with
    {
        Limits = new DatasetLimits(model.FeatureCount),
        TextFeatures = model.TextFeatures,
        IgnoreLabels = true,
    };
}
