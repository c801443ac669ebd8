using Glissade.Layers;

namespace Glissade;

/// <summary>A linear path with the pairs of old and new data, the old ones keeping their weights.</summary>
internal static class LinearGrowth
{
    /// <summary>
    /// A path with all pairs of the old one and those of the data; the weights of new ones are zero, the biases of new labels equal.
    /// </summary>
    /// <param name="old">The path.</param>
    /// <param name="data">New data.</param>
    /// <param name="features">Features of both together.</param>
    /// <param name="labels">Labels of both together.</param>
    /// <param name="bias">Of new labels.</param>
    public static LinearPath Merge(LinearPath old, Dataset data, int features, int labels, float bias)
    {
        using LinearPath fresh = LinearPairs.Create(data, bias, mostPairs: Math.Max(0, LinearPairs.MostPairs - old.PairCount));
        long[] offsets = new long[features + 1];
        for (int feature = 0; feature < features; feature++)
            offsets[feature + 1] = offsets[feature] + LabelsOf(old, fresh, feature).Length;
        LinearPath merged = new(offsets, labels);
        for (int feature = 0; feature < features; feature++)
        {
            LabelsOf(old, fresh, feature).CopyTo(merged.Labels(feature));
            if (feature < old.FeatureCount)
                Spread(old.Labels(feature), old.Weights(feature), merged.Labels(feature), merged.Weights(feature));
        }
        merged.Biases.Fill(bias);
        old.Biases.CopyTo(merged.Biases);
        return merged;
    }

    /// <summary>Copies the sums of old pairs and labels; those of new ones stay as they are.</summary>
    public static void Copy(LinearAdagrad old, LinearAdagrad grown)
    {
        for (int feature = 0; feature < old.Path.FeatureCount; feature++)
            Spread(old.Path.Labels(feature), old.Squares(feature), grown.Path.Labels(feature), grown.Squares(feature));
        old.BiasSquares.CopyTo(grown.BiasSquares);
    }

    /// <summary>A feature's labels in both, ascending.</summary>
    private static int[] LabelsOf(LinearPath old, LinearPath fresh, int feature)
    {
        SortedSet<int> labels = [];
        if (feature < old.FeatureCount)
            labels.UnionWith(old.Labels(feature).ToArray());
        if (feature < fresh.FeatureCount)
            labels.UnionWith(fresh.Labels(feature).ToArray());
        return [.. labels];
    }

    /// <summary>Copies values to where their labels are among more labels; both ascend.</summary>
    private static void Spread(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, ReadOnlySpan<int> all, Span<float> target)
    {
        int place = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            while (all[place] != labels[i])
                place++;
            target[place] = values[i];
        }
    }
}
