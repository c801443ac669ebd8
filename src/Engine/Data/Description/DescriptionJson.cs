using System.Text.Json;

namespace Glissade.Description;

/// <summary>Writes a description as one JSON object with snake_case names.</summary>
internal static class DescriptionJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    internal static void Write(DatasetDescription description, Stream stream)
    {
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            WriteSizes(json, description);
            WriteDistribution(json, "features_per_point", description.Summary.FeaturesPerPoint, description.FeaturesPerPoint);
            WriteDistribution(json, "labels_per_point", description.Summary.LabelsPerPoint, description.LabelsPerPoint);
            WriteDistribution(json, "points_per_label", description.Summary.PointsPerLabel, description.PointsPerLabel);
            WriteHistogram(json, "points_per_feature_histogram", description.PointsPerFeature);
            WriteMost(json, "most_frequent_labels", description.MostFrequentLabels);
            WriteMost(json, "most_frequent_features", description.MostFrequentFeatures);
            json.WriteStartArray("remarks");
            foreach (string remark in description.Remarks)
                json.WriteStringValue(remark);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static void WriteSizes(Utf8JsonWriter json, DatasetDescription description)
    {
        DatasetSummary summary = description.Summary;
        json.WriteNumber("points", summary.PointCount);
        json.WriteNumber("feature_count", summary.FeatureCount);
        json.WriteNumber("label_count", summary.LabelCount);
        json.WriteNumber("feature_entries", summary.FeatureEntryCount);
        json.WriteNumber("label_entries", summary.LabelEntryCount);
        json.WriteNumber("points_without_labels", summary.PointsWithoutLabels);
        json.WriteNumber("points_without_features", summary.PointsWithoutFeatures);
        json.WriteNumber("duplicate_points", description.DuplicateCount);
        json.WriteNumber("unsorted_points", description.UnsortedCount);
        json.WriteNumber("unused_labels", summary.UnusedLabelCount);
        json.WriteNumber("unused_features", description.UnusedFeatureCount);
        json.WriteNumber("single_point_labels", summary.SinglePointLabelCount);
        json.WriteNumber("minimum_value", summary.MinimumValue);
        json.WriteNumber("maximum_value", summary.MaximumValue);
        json.WriteBoolean("values_are_counts", summary.ValuesAreCounts);
        json.WriteBoolean("points_are_of_length_1", summary.RowsAreNormalized);
    }

    private static void WriteDistribution(Utf8JsonWriter json, string name, CountDistribution counts, SizeHistogram histogram)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", counts.Mean);
        json.WriteNumber("median", counts.Median);
        json.WriteNumber("quantile_90", counts.Quantile90);
        json.WriteNumber("quantile_99", counts.Quantile99);
        json.WriteNumber("maximum", counts.Maximum);
        json.WriteEndObject();
        WriteHistogram(json, name + "_histogram", histogram);
    }

    private static void WriteHistogram(Utf8JsonWriter json, string name, SizeHistogram histogram)
    {
        json.WriteStartArray(name);
        for (int sizeClass = 0; sizeClass < histogram.Counts.Count; sizeClass++)
        {
            (int low, int high) = SizeHistogram.Range(sizeClass);
            json.WriteStartObject();
            json.WriteNumber("from", low);
            json.WriteNumber("to", high);
            json.WriteNumber("count", histogram.Counts[sizeClass]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMost(Utf8JsonWriter json, string name, IReadOnlyList<NamedCount> most)
    {
        json.WriteStartArray(name);
        foreach (NamedCount one in most)
        {
            json.WriteStartObject();
            json.WriteNumber("id", one.Id);
            if (one.Name is not null)
                json.WriteString("name", one.Name);
            json.WriteNumber("points", one.Points);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
