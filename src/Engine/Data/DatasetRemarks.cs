using System.Globalization;

namespace Glissade;

/// <summary>What is unusual about a data set, or will surprise whoever trains on it.</summary>
public static class DatasetRemarks
{
    /// <summary>One sentence for each thing found; none if the data looks as training data should.</summary>
    public static IReadOnlyList<string> Of(DatasetSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        List<string> remarks = [];
        if (summary.PointCount == 0)
            return ["there are no points"];
        if (summary.LabelEntryCount == 0)
            remarks.Add("no point has a label: nothing can be learned from this data");
        else if (summary.PointsWithoutLabels > 0)
            remarks.Add(Share(summary.PointsWithoutLabels, summary.PointCount, "points have no label: training leaves them out"));
        if (summary.PointsWithoutFeatures > 0)
            remarks.Add(Share(summary.PointsWithoutFeatures, summary.PointCount, "points have no feature: all get the same answer"));
        AddLabelRemarks(summary, remarks);
        AddValueRemarks(summary, remarks);
        return remarks;
    }

    /// <summary>What a summary does not tell.</summary>
    internal static IReadOnlyList<string> Of(DatasetDescription description)
    {
        DatasetSummary summary = description.Summary;
        List<string> remarks = [];
        if (description.UnusedFeatureCount > 0 && summary.FeatureEntryCount > 0)
            remarks.Add(Share(description.UnusedFeatureCount, summary.FeatureCount, "features occur at no point"));
        if (description.DuplicateCount > 0)
            remarks.Add(Share(description.DuplicateCount, summary.PointCount, "points have the very features of an earlier one"));
        if (description.UnsortedCount > 0)
        {
            remarks.Add(Share(
                description.UnsortedCount, summary.PointCount,
                "points had features or labels out of order or repeated: they were sorted, values added up"));
        }
        return remarks;
    }

    private static void AddLabelRemarks(DatasetSummary summary, List<string> remarks)
    {
        int used = summary.LabelCount - summary.UnusedLabelCount;
        if (used == 0)
            return;
        if (summary.UnusedLabelCount > 0)
            remarks.Add(Share(summary.UnusedLabelCount, summary.LabelCount, "labels occur at no point: they cannot be learned"));
        if (summary.SinglePointLabelCount > used / 4)
        {
            remarks.Add(Share(
                summary.SinglePointLabelCount, used, "labels in use occur at a single point: look at PSP beside P when evaluating"));
        }
    }

    private static void AddValueRemarks(DatasetSummary summary, List<string> remarks)
    {
        if (summary.FeatureEntryCount == 0 || summary.RowsAreNormalized)
            return;
        if (summary.ValuesAreOnes)
            remarks.Add("every value is 1: training weights features by inverse document frequency unless told not to");
        else if (summary.ValuesAreCounts)
            remarks.Add("values are whole numbers: training takes them for counts and weights them unless told not to");
        else
            remarks.Add("points are not of length 1: training scales them so unless told not to");
        if (summary.MinimumValue < 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"some values are negative, down to {summary.MinimumValue}"));
    }

    private static string Share(long part, long whole, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{part:N0} of {whole:N0} ({100.0 * part / whole:0.##} %) {what}");
}
