using Glissade.Layers;

namespace Glissade;

/// <summary>Finds the pairs of a feature and a label that some training point has: what a <see cref="LinearPath"/> has weights for.</summary>
internal static class LinearPairs
{
    /// <summary>
    /// Most labels that a feature keeps, those that it meets most often: more take longer and gain nothing, since what many points have says
    /// little of the labels that it seldom meets.
    /// </summary>
    public const int MostLabels = 128;

    /// <summary>Most pairs of a path: 8 bytes each in the model, 4 more while training.</summary>
    public const long MostPairs = 1L << 28;

    /// <summary>A path of zero weights and equal biases; where there would be too many pairs, features keep fewer labels.</summary>
    public static LinearPath Create(Dataset data, float bias, int mostLabels = MostLabels, long mostPairs = MostPairs)
    {
        (int[] starts, int[] points) = PointsOfFeatures(data);
        int[] counts = new int[data.LabelCount];
        List<int> met = [];
        long[] offsets = new long[data.FeatureCount + 1];
        for (bool tooMany = true; tooMany;)
        {
            for (int feature = 0; feature < data.FeatureCount; feature++)
            {
                CountLabels(data, points.AsSpan(starts[feature]..starts[feature + 1]), counts, met);
                offsets[feature + 1] = offsets[feature] + Math.Min(met.Count, mostLabels);
                Forget(counts, met);
            }
            tooMany = offsets[^1] > mostPairs;
            if (tooMany)
                mostLabels /= 2;
        }

        LinearPath path = new(offsets, data.LabelCount);
        for (int feature = 0; feature < data.FeatureCount; feature++)
        {
            CountLabels(data, points.AsSpan(starts[feature]..starts[feature + 1]), counts, met);
            if (met.Count > mostLabels)
                met.Sort((a, b) => counts[a] != counts[b] ? counts[b].CompareTo(counts[a]) : a.CompareTo(b));
            Span<int> kept = path.Labels(feature);
            for (int i = 0; i < kept.Length; i++)
                kept[i] = met[i];
            kept.Sort();
            Forget(counts, met);
        }
        path.Biases.Fill(bias);
        return path;
    }

    /// <summary>Each feature's points, found by counting. Points without labels are passed over.</summary>
    private static (int[] Starts, int[] Points) PointsOfFeatures(Dataset data)
    {
        int[] starts = new int[data.FeatureCount + 1];
        int[] points = new int[data.FeatureEntryCount];
        for (int pass = 0; pass < 2; pass++)
        {
            // The second pass goes backwards and moves each feature's end down to its start.
            for (int point = data.Count - 1; point >= 0; point--)
            {
                if (data.Labels(point).IsEmpty)
                    continue;
                foreach (int feature in data.Features(point).Ids)
                {
                    if (pass == 0)
                        starts[feature]++;
                    else
                        points[--starts[feature]] = point;
                }
            }
            for (int feature = 0; pass == 0 && feature < data.FeatureCount; feature++)
                starts[feature + 1] += starts[feature];
        }
        return (starts, points);
    }

    private static void CountLabels(Dataset data, ReadOnlySpan<int> points, int[] counts, List<int> met)
    {
        foreach (int point in points)
        {
            foreach (int label in data.Labels(point))
            {
                if (counts[label]++ == 0)
                    met.Add(label);
            }
        }
    }

    private static void Forget(int[] counts, List<int> met)
    {
        foreach (int label in met)
            counts[label] = 0;
        met.Clear();
    }
}
