namespace Glissade;

/// <summary>Collects points one by one into a <see cref="Dataset"/>.</summary>
public sealed class DatasetBuilder
{
    private readonly List<long> featureOffsets = [0];
    private readonly List<int> featureIds = [];
    private readonly List<float> featureValues = [];
    private readonly List<long> labelOffsets = [0];
    private readonly List<int> labelIds = [];
    private readonly SortedDictionary<int, float> pointFeatures = [];
    private readonly SortedSet<int> pointLabels = [];

    /// <summary>Points added so far.</summary>
    public int Count => featureOffsets.Count - 1;

    /// <summary>Adds a point. Ids may come in any order; values of a repeated feature are summed, a repeated label counts once.</summary>
    /// <exception cref="ArgumentException">An id is negative, a value or the sum of a repeated feature's is not finite, or the first two spans differ in length.</exception>
    public void Add(ReadOnlySpan<int> features, ReadOnlySpan<float> values, ReadOnlySpan<int> labels)
    {
        if (features.Length != values.Length)
            throw new ArgumentException($"a point needs one value for each feature, but has {features.Length} features and {values.Length} values", nameof(values));
        pointFeatures.Clear();
        pointLabels.Clear();
        for (int i = 0; i < features.Length; i++)
        {
            if (features[i] < 0)
                throw new ArgumentException($"feature ids must not be negative, but one is {features[i]}", nameof(features));
            if (!float.IsFinite(values[i]))
                throw new ArgumentException($"feature values must be finite, but feature {features[i]} has {values[i]}", nameof(values));
            float sum = pointFeatures.GetValueOrDefault(features[i]) + values[i];
            if (!float.IsFinite(sum))
                throw new ArgumentException($"values of a repeated feature must have a finite sum, but those of feature {features[i]} have not", nameof(values));
            pointFeatures[features[i]] = sum;
        }
        foreach (int label in labels)
        {
            if (label < 0)
                throw new ArgumentException($"label ids must not be negative, but one is {label}", nameof(labels));
            pointLabels.Add(label);
        }
        featureIds.AddRange(pointFeatures.Keys);
        featureValues.AddRange(pointFeatures.Values);
        labelIds.AddRange(pointLabels);
        featureOffsets.Add(featureIds.Count);
        labelOffsets.Add(labelIds.Count);
    }

    /// <summary>The points added so far.</summary>
    /// <param name="featureCount">Size of the feature space; by default the highest id plus one.</param>
    /// <param name="labelCount">Size of the label space; by default the highest id plus one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A given size is not above every id.</exception>
    public Dataset Build(int? featureCount = null, int? labelCount = null)
    {
        int features = featureIds.Count == 0 ? 0 : featureIds.Max() + 1;
        int labels = labelIds.Count == 0 ? 0 : labelIds.Max() + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount ?? features, features, nameof(featureCount));
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount ?? labels, labels, nameof(labelCount));
        return new Dataset(
            featureCount ?? features, labelCount ?? labels, featureOffsets.ToArray(), featureIds.ToArray(), featureValues.ToArray(),
            labelOffsets.ToArray(), labelIds.ToArray());
    }
}
