using Glissade.Description;

namespace Glissade;

/// <summary>What a data set looks like: sizes, how full its points are, how often its labels occur, and what its values are.</summary>
/// <remarks>
/// A quantile q of n numbers is the smallest of them that at least q n of them do not exceed; of no numbers it is 0, as are their mean
/// and maximum.
/// </remarks>
public sealed record DatasetSummary
{
    private const double UnitLengthTolerance = 1e-3;

    private DatasetSummary()
    {
    }

    /// <summary>Number of points.</summary>
    public int PointCount { get; private init; }

    /// <summary>Size of the feature space.</summary>
    public int FeatureCount { get; private init; }

    /// <summary>Size of the label space.</summary>
    public int LabelCount { get; private init; }

    /// <summary>Stored feature values over all points.</summary>
    public long FeatureEntryCount { get; private init; }

    /// <summary>Labels over all points.</summary>
    public long LabelEntryCount { get; private init; }

    /// <summary>Features of a point.</summary>
    public CountDistribution FeaturesPerPoint { get; private init; }

    /// <summary>Labels of a point.</summary>
    public CountDistribution LabelsPerPoint { get; private init; }

    /// <summary>Points of a label, over the labels that some point has.</summary>
    public CountDistribution PointsPerLabel { get; private init; }

    /// <summary>Points that have no label.</summary>
    public int PointsWithoutLabels { get; private init; }

    /// <summary>Points that have no feature.</summary>
    public int PointsWithoutFeatures { get; private init; }

    /// <summary>Labels that no point has.</summary>
    public int UnusedLabelCount { get; private init; }

    /// <summary>Labels that exactly one point has.</summary>
    public int SinglePointLabelCount { get; private init; }

    /// <summary>The smallest stored value; 0 if there is none.</summary>
    public float MinimumValue { get; private init; }

    /// <summary>The largest stored value; 0 if there is none.</summary>
    public float MaximumValue { get; private init; }

    /// <summary>Whether there are values and all are positive whole numbers, as counts are.</summary>
    public bool ValuesAreCounts { get; private init; }

    /// <summary>Whether there are values and all are 1.</summary>
    public bool ValuesAreOnes { get; private init; }

    /// <summary>Whether there are values and every point with features has Euclidean length 1, to within 0.001.</summary>
    public bool RowsAreNormalized { get; private init; }

    /// <summary>Looks at every point of <paramref name="data"/>.</summary>
    public static DatasetSummary Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Summary;
    }

    /// <summary>Looks at every point, in memory that grows with the number of labels, not of points.</summary>
    internal static DatasetSummary Measure(Dataset data)
    {
        Tally featuresPerPoint = new();
        Tally labelsPerPoint = new();
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        bool counts = data.FeatureEntryCount > 0;
        bool normalized = counts;
        for (int point = 0; point < data.Count; point++)
        {
            ReadOnlySpan<float> values = data.Features(point).Values;
            featuresPerPoint.Add(values.Length);
            labelsPerPoint.Add(data.Labels(point).Length);
            double squares = 0;
            foreach (float value in values)
            {
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
                counts &= value > 0 && value == MathF.Floor(value);
                squares += (double)value * value;
            }
            normalized &= values.IsEmpty || Math.Abs(Math.Sqrt(squares) - 1) <= UnitLengthTolerance;
        }
        Tally pointsPerLabel = PointsPerUsedLabel(data);
        return new DatasetSummary
        {
            PointCount = data.Count,
            FeatureCount = data.FeatureCount,
            LabelCount = data.LabelCount,
            FeatureEntryCount = data.FeatureEntryCount,
            LabelEntryCount = data.LabelEntryCount,
            PointsWithoutLabels = labelsPerPoint[0],
            PointsWithoutFeatures = featuresPerPoint[0],
            UnusedLabelCount = data.LabelCount - (int)pointsPerLabel.Total,
            SinglePointLabelCount = pointsPerLabel[1],
            FeaturesPerPoint = featuresPerPoint.Distribution(),
            LabelsPerPoint = labelsPerPoint.Distribution(),
            PointsPerLabel = pointsPerLabel.Distribution(),
            MinimumValue = float.IsFinite(minimum) ? minimum : 0,
            MaximumValue = float.IsFinite(maximum) ? maximum : 0,
            ValuesAreCounts = counts,
            ValuesAreOnes = minimum == 1 && maximum == 1,
            RowsAreNormalized = normalized,
        };
    }

    private static Tally PointsPerUsedLabel(Dataset data)
    {
        Tally points = new();
        foreach ((_, int frequency) in Occurrences.OfLabels(data).Used())
            points.Add(frequency);
        return points;
    }
}
