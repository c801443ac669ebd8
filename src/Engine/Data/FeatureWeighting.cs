namespace Glissade;

/// <summary>
/// What is done to feature values before a model sees them, alike in training and in prediction: logarithmic term frequency, then inverse
/// document frequency, then scaling to unit length, each if wanted.
/// </summary>
/// <remarks>An instance does not change and may be used by many threads.</remarks>
public sealed class FeatureWeighting
{
    /// <summary>A weighting of known parts, for instance from a model file.</summary>
    /// <param name="logTermFrequency">See <see cref="LogTermFrequency"/>.</param>
    /// <param name="inverseDocumentFrequency">See <see cref="InverseDocumentFrequency"/>; the array is kept, not copied.</param>
    /// <param name="normalizeRows">See <see cref="NormalizeRows"/>.</param>
    /// <exception cref="ArgumentException">A document weight is negative or not finite.</exception>
    public FeatureWeighting(bool logTermFrequency, float[]? inverseDocumentFrequency, bool normalizeRows)
    {
        foreach (float weight in inverseDocumentFrequency ?? [])
        {
            if (!float.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException(
                    $"inverse document frequencies must be finite and not negative, but one is {weight}", nameof(inverseDocumentFrequency));
            }
        }
        LogTermFrequency = logTermFrequency;
        InverseDocumentFrequency = inverseDocumentFrequency;
        NormalizeRows = normalizeRows;
    }

    /// <summary>The weighting that leaves every value as it is.</summary>
    public static FeatureWeighting Identity { get; } = new(logTermFrequency: false, inverseDocumentFrequency: null, normalizeRows: false);

    /// <summary>Whether values v of 1 and above become 1 + ln v; smaller values, negative ones too, stay as they are.</summary>
    public bool LogTermFrequency { get; }

    /// <summary>
    /// The factor of each feature, or null for none: ln((1 + N) / (1 + n)) + 1, where n of the N training points have the feature. A
    /// feature
    /// that no training point has gets the largest factor, ln(1 + N) + 1.
    /// </summary>
    public float[]? InverseDocumentFrequency { get; }

    /// <summary>Whether each point is scaled to Euclidean length 1; a point whose values are all zero stays so.</summary>
    public bool NormalizeRows { get; }

    private bool IsIdentity => !LogTermFrequency && InverseDocumentFrequency is null && !NormalizeRows;

    /// <summary>The weighting with the wanted parts, document frequencies being counted in <paramref name="train"/>.</summary>
    /// <param name="train">The training points, unweighted.</param>
    /// <param name="logTermFrequency">See <see cref="LogTermFrequency"/>.</param>
    /// <param name="inverseDocumentFrequency">Whether to weight features by how few points have them.</param>
    /// <param name="normalizeRows">See <see cref="NormalizeRows"/>.</param>
    public static FeatureWeighting Fit(Dataset train, bool logTermFrequency, bool inverseDocumentFrequency, bool normalizeRows)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new(logTermFrequency, inverseDocumentFrequency ? FitDocumentFrequency(train) : null, normalizeRows);
    }

    /// <summary>Weights one point.</summary>
    /// <param name="features">The point as it was read.</param>
    /// <param name="weighted">
    /// Receives a value for each entry of <paramref name="features"/>, and may be the very memory of its values; what lies beyond stays.
    /// A value beyond a float's range becomes the largest float.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="weighted"/> is shorter than the point, or a feature id lies outside <see cref="InverseDocumentFrequency"/>.
    /// </exception>
    public void Apply(SparseVector features, Span<float> weighted)
    {
        if (weighted.Length < features.Count)
        {
            throw new ArgumentException(
                $"room for {features.Count} weighted values is needed, but there is room for {weighted.Length}", nameof(weighted));
        }
        // Ids ascend, so the last one is the highest.
        if (InverseDocumentFrequency is { } known && features.Count > 0 && features.Ids[^1] >= known.Length)
        {
            throw new ArgumentException(
                $"feature {features.Ids[^1]} is not below {known.Length}, the number of features that weights were fitted for",
                nameof(features));
        }
        double squares = 0;
        for (int i = 0; i < features.Count; i++)
        {
            float value = Weigh(features.Ids[i], features.Values[i]);
            weighted[i] = value;
            squares += (double)value * value;
        }
        if (!NormalizeRows || squares == 0)
            return;
        double scale = 1 / Math.Sqrt(squares);
        for (int i = 0; i < features.Count; i++)
            weighted[i] = (float)(weighted[i] * scale);
    }

    /// <summary>The same points with weighted values, computed on all cores; the very same data set if there is nothing to do.</summary>
    /// <exception cref="ArgumentException">The data has more features than <see cref="InverseDocumentFrequency"/>.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount > InverseDocumentFrequency?.Length)
        {
            throw new ArgumentException(
                $"the data has {data.FeatureCount} features, but weights were fitted for {InverseDocumentFrequency.Length}", nameof(data));
        }
        if (IsIdentity)
            return data;
        const int BlockSize = 256;
        float[] weighted = GC.AllocateUninitializedArray<float>((int)data.FeatureEntryCount);
        Parallel.For(0, (data.Count + BlockSize - 1) / BlockSize, block =>
        {
            int end = (int)Math.Min(((long)block + 1) * BlockSize, data.Count);
            for (int point = block * BlockSize; point < end; point++)
                Apply(data.Features(point), weighted.AsSpan((int)data.FeatureOffset(point)));
        });
        return data.WithFeatureValues(weighted);
    }

    private static float[] FitDocumentFrequency(Dataset train)
    {
        int[] documents = new int[train.FeatureCount];
        for (int point = 0; point < train.Count; point++)
        {
            SparseVector features = train.Features(point);
            for (int i = 0; i < features.Count; i++)
                documents[features.Ids[i]] += features.Values[i] == 0 ? 0 : 1;
        }
        float[] factors = new float[documents.Length];
        for (int feature = 0; feature < factors.Length; feature++)
            factors[feature] = (float)(Math.Log((1.0 + train.Count) / (1.0 + documents[feature])) + 1);
        return factors;
    }

    private float Weigh(int feature, float value)
    {
        double weight = LogTermFrequency && value >= 1 ? 1 + Math.Log(value) : value;
        if (InverseDocumentFrequency is { } factors)
            weight *= factors[feature];
        return (float)Math.Clamp(weight, -float.MaxValue, float.MaxValue);
    }
}
