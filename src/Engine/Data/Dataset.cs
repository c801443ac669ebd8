namespace Glissade;

/// <summary>
/// Labelled sparse points in memory: compressed sparse rows for features and for labels, each one flat array with offsets.
/// Within a point, feature ids and label ids ascend without repetition. A point may have no features or no labels.
/// </summary>
public sealed partial class Dataset
{
    private readonly ReadOnlyMemory<long> featureOffsets;
    private readonly ReadOnlyMemory<int> featureIds;
    private readonly ReadOnlyMemory<float> featureValues;
    private readonly ReadOnlyMemory<long> labelOffsets;
    private readonly ReadOnlyMemory<int> labelIds;
    private DatasetSummary? summary;

    /// <summary>
    /// Takes ownership of arrays, or of memory that a file is mapped to, that already satisfy the invariants of this type.
    /// </summary>
    internal Dataset(
        int featureCount, int labelCount, ReadOnlyMemory<long> featureOffsets, ReadOnlyMemory<int> featureIds,
        ReadOnlyMemory<float> featureValues, ReadOnlyMemory<long> labelOffsets, ReadOnlyMemory<int> labelIds)
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

    /// <summary>
    /// Labels that were left out because <see cref="DataReadOptions.LabelNames"/> did not have them, repetitions included.
    /// </summary>
    public long UnknownLabelCount { get; internal init; }

    /// <summary>Points whose features or labels did not ascend in the file, or had repetitions, before they were sorted.</summary>
    public int UnsortedPointCount { get; internal init; }

    /// <summary>Stored feature values over all points.</summary>
    public long FeatureEntryCount => featureIds.Length;

    /// <summary>Labels over all points.</summary>
    public long LabelEntryCount => labelIds.Length;

    /// <summary>The features of point <paramref name="point"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public SparseVector Features(int point)
    {
        ReadOnlySpan<long> offsets = featureOffsets.Span;
        int start = checked((int)offsets[point]);
        int length = (int)(offsets[point + 1] - start);
        return new SparseVector(featureIds.Span.Slice(start, length), featureValues.Span.Slice(start, length));
    }

    /// <summary>The labels of point <paramref name="point"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public ReadOnlySpan<int> Labels(int point)
    {
        ReadOnlySpan<long> offsets = labelOffsets.Span;
        int start = checked((int)offsets[point]);
        return labelIds.Span.Slice(start, (int)(offsets[point + 1] - start));
    }

    /// <summary>What the data looks like; a look at every point the first time.</summary>
    internal DatasetSummary Summary => summary ??= DatasetSummary.Measure(this);

    /// <summary>The memory that holds the points, in the order in which a cache has it.</summary>
    internal (ReadOnlyMemory<long> FeatureOffsets, ReadOnlyMemory<int> FeatureIds, ReadOnlyMemory<float> FeatureValues,
        ReadOnlyMemory<long> LabelOffsets, ReadOnlyMemory<int> LabelIds) Storage =>
        (featureOffsets, featureIds, featureValues, labelOffsets, labelIds);

    /// <summary>How many stored feature values come before those of point <paramref name="point"/>.</summary>
    internal long FeatureOffset(int point) => featureOffsets.Span[point];

    /// <summary>The same points with other feature values: one value for each stored entry, in order.</summary>
    internal Dataset WithFeatureValues(float[] values) =>
        new(FeatureCount, LabelCount, featureOffsets, featureIds, values, labelOffsets, labelIds)
        {
            LabelNames = LabelNames,
            TextFeatures = TextFeatures,
            UnknownLabelCount = UnknownLabelCount,
            UnsortedPointCount = UnsortedPointCount,
        };

    /// <summary>The same points, of whose features and labels the names are known.</summary>
    internal Dataset WithNames(TextFeatures features, IReadOnlyList<string>? labelNames, long unknownLabels) =>
        new(FeatureCount, LabelCount, featureOffsets, featureIds, featureValues, labelOffsets, labelIds)
        {
            LabelNames = labelNames,
            TextFeatures = features,
            UnknownLabelCount = unknownLabels,
            UnsortedPointCount = UnsortedPointCount,
        };
}
