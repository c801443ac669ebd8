namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>A copy of some points, in the order given, with the same spaces of features and labels.</summary>
    internal Dataset Select(ReadOnlySpan<int> points)
    {
        long[] selectedFeatures = Offsets(featureOffsets.Span, points);
        long[] selectedLabels = Offsets(labelOffsets.Span, points);
        int[] ids = new int[selectedFeatures[^1]];
        float[] values = new float[ids.Length];
        int[] labels = new int[selectedLabels[^1]];
        for (int i = 0; i < points.Length; i++)
        {
            SparseVector features = Features(points[i]);
            features.Ids.CopyTo(ids.AsSpan((int)selectedFeatures[i]));
            features.Values.CopyTo(values.AsSpan((int)selectedFeatures[i]));
            Labels(points[i]).CopyTo(labels.AsSpan((int)selectedLabels[i]));
        }
        return new Dataset(FeatureCount, LabelCount, selectedFeatures, ids, values, selectedLabels, labels)
        {
            LabelNames = LabelNames,
            TextFeatures = TextFeatures,
        };
    }

    private static long[] Offsets(ReadOnlySpan<long> all, ReadOnlySpan<int> points)
    {
        long[] offsets = new long[points.Length + 1];
        for (int i = 0; i < points.Length; i++)
            offsets[i + 1] = offsets[i] + all[points[i] + 1] - all[points[i]];
        return offsets;
    }
}
