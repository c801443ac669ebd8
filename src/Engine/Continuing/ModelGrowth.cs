namespace Glissade;

/// <summary>What a model knows besides its weights, grown along with new data.</summary>
internal static class ModelGrowth
{
    /// <summary>
    /// The weighting with factors for new features, counted in <paramref name="data"/> alone. Those of old features stay: the weights were
    /// learned with them.
    /// </summary>
    public static FeatureWeighting Weighting(FeatureWeighting old, Dataset data, int features)
    {
        if (old.InverseDocumentFrequency is not { } factors || factors.Length == features)
            return old;
        FeatureWeighting fresh = FeatureWeighting.Fit(data, old.LogTermFrequency, inverseDocumentFrequency: true, old.NormalizeRows);
        float[] grown = [.. factors, .. fresh.InverseDocumentFrequency.AsSpan(factors.Length)];
        return new FeatureWeighting(old.LogTermFrequency, grown, old.NormalizeRows);
    }

    /// <summary>How often each label was seen in all training.</summary>
    public static int[] Frequencies(ReadOnlySpan<int> old, Dataset data, int labels)
    {
        int[] frequencies = new int[labels];
        old.CopyTo(frequencies);
        int[] fresh = Propensity.LabelFrequencies(data);
        for (int label = 0; label < fresh.Length; label++)
            frequencies[label] = checked(frequencies[label] + fresh[label]);
        return frequencies;
    }

    /// <summary>The labels' names, those of new labels empty; null if there are none.</summary>
    public static IReadOnlyList<string>? Names(IReadOnlyList<string>? old, int labels) =>
        old is null ? null : [.. old, .. Enumerable.Repeat("", labels - old.Count)];
}
