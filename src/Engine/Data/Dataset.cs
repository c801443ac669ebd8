namespace Glissade;

/// <summary>
/// Labelled sparse points in memory: compressed sparse rows for features and for labels, each one flat array with offsets.
/// Within a point, feature ids and label ids ascend without repetition. A point may have no features or no labels.
/// </summary>
public sealed partial class Dataset
{
    private readonly long[] featureOffsets;
    private readonly int[] featureIds;
    private readonly float[] featureValues;
    private readonly long[] labelOffsets;
    private readonly int[] labelIds;

    /// <summary>Takes ownership of arrays that already satisfy the invariants of this type.</summary>
    internal Dataset(
        int featureCount, int labelCount, long[] featureOffsets, int[] featureIds, float[] featureValues, long[] labelOffsets, int[] labelIds)
    {
        FeatureCount = featureCount;
        LabelCount = labelCount;
        this.featureOffsets = featureOffsets;
        this.featureIds = featureIds;
        this.featureValues = featureValues;
        this.labelOffsets = labelOffsets;
        this.labelIds = labelIds;
    }

    /// <summary>Number of points.</summary>
    public int Count => featureOffsets.Length - 1;

    /// <summary>Size of the feature space; every feature id is below it.</summary>
    public int FeatureCount { get; }

    /// <summary>Size of the label space; every label id is below it.</summary>
    public int LabelCount { get; }

    /// <summary>Names of the labels by id, if the data was read from text; null if labels are numbers.</summary>
    public IReadOnlyList<string>? LabelNames { get; internal init; }

    /// <summary>What made features of texts, if the data was read from text; null if features are numbers.</summary>
    public TextFeatures? TextFeatures { get; internal init; }

    /// <summary>Labels that were left out because <see cref="DataReadOptions.LabelNames"/> did not have them, repetitions included.</summary>
    public long UnknownLabelCount { get; internal init; }

    /// <summary>Points whose features or labels did not ascend in the file, or had repetitions, before they were sorted.</summary>
    public int UnsortedPointCount { get; internal init; }

    /// <summary>Stored feature values over all points.</summary>
    public long FeatureEntryCount => featureOffsets[^1];

    /// <summary>Labels over all points.</summary>
    public long LabelEntryCount => labelOffsets[^1];

    /// <summary>The features of point <paramref name="point"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public SparseVector Features(int point)
    {
        int start = checked((int)featureOffsets[point]);
        int length = (int)(featureOffsets[point + 1] - start);
        return new SparseVector(featureIds.AsSpan(start, length), featureValues.AsSpan(start, length));
    }

    /// <summary>The labels of point <paramref name="point"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public ReadOnlySpan<int> Labels(int point)
    {
        int start = checked((int)labelOffsets[point]);
        return labelIds.AsSpan(start, (int)(labelOffsets[point + 1] - start));
    }

    /// <summary>How many stored feature values come before those of point <paramref name="point"/>.</summary>
    internal long FeatureOffset(int point) => featureOffsets[point];

    /// <summary>The same points with other feature values: one value for each stored entry, in order.</summary>
    internal Dataset WithFeatureValues(float[] values) =>
        new(FeatureCount, LabelCount, featureOffsets, featureIds, values, labelOffsets, labelIds)
        {
            LabelNames = LabelNames,
            TextFeatures = TextFeatures,
            UnknownLabelCount = UnknownLabelCount,
            UnsortedPointCount = UnsortedPointCount,
        };
}
