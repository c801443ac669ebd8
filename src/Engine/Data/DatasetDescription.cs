using Glissade.Description;

namespace Glissade;

/// <summary>Everything that can be told about a data set at a look: sizes, histograms, what is frequent, and what looks wrong.</summary>
public sealed class DatasetDescription
{
    /// <summary>How many of the most frequent labels and features are named.</summary>
    public const int MostFrequentCount = 10;

    private DatasetDescription(Dataset data)
    {
        Summary = DatasetSummary.Of(data);
        FeaturesPerPoint = SizeHistogram.FeaturesPerPoint(data);
        LabelsPerPoint = SizeHistogram.LabelsPerPoint(data);
        Occurrences labels = Occurrences.OfLabels(data);
        PointsPerLabel = labels.Histogram();
        MostFrequentLabels = labels.Most(MostFrequentCount, data.LabelNames);
        Occurrences features = Occurrences.OfFeatures(data);
        PointsPerFeature = features.Histogram();
        MostFrequentFeatures = features.Most(MostFrequentCount, data.TextFeatures?.Names);
        UnusedFeatureCount = features.UnusedCount;
        DuplicateCount = Duplicates.Count(data);
        UnsortedCount = data.UnsortedPointCount;
        Remarks = [.. DatasetRemarks.Of(Summary), .. DatasetRemarks.Of(this)];
    }

    /// <summary>Sizes and distributions.</summary>
    public DatasetSummary Summary { get; }

    /// <summary>Features of each point.</summary>
    public SizeHistogram FeaturesPerPoint { get; }

    /// <summary>Labels of each point.</summary>
    public SizeHistogram LabelsPerPoint { get; }

    /// <summary>Points of each label, labels that no point has included.</summary>
    public SizeHistogram PointsPerLabel { get; }

    /// <summary>Points of each feature, features that no point has included.</summary>
    public SizeHistogram PointsPerFeature { get; }

    /// <summary>The labels that most points have, the most frequent first.</summary>
    public IReadOnlyList<NamedCount> MostFrequentLabels { get; }

    /// <summary>The features that most points have, the most frequent first.</summary>
    public IReadOnlyList<NamedCount> MostFrequentFeatures { get; }

    /// <summary>Features that no point has.</summary>
    public int UnusedFeatureCount { get; }

    /// <summary>Points with the very features of an earlier point, whatever their labels.</summary>
    public int DuplicateCount { get; }

    /// <summary>Points whose features or labels did not ascend in the file, or had repetitions.</summary>
    public int UnsortedCount { get; }

    /// <summary>What is unusual, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Looks at every point of <paramref name="data"/>, in memory that grows with the number of labels and features.</summary>
    /// <remarks>
    /// Beyond 2^19 points, 16 bytes for each lie in temporary files meanwhile, in the folder of such files (TMPDIR, on Linux).
    /// </remarks>
    /// <exception cref="IOException">Temporary files cannot be written.</exception>
    public static DatasetDescription Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DatasetDescription(data);
    }

    /// <summary>Writes all of it as one JSON object with snake_case names (docs/file-formats.md), whole or not at all.</summary>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void WriteJson(string path) => AtomicFile.Write(path, stream => DescriptionJson.Write(this, stream));
}
