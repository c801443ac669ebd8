namespace Glissade;

/// <summary>
/// Points of data whose features and labels are the same items, each made one set of items (<see cref="TrainingRecipe.SharedItems"/>): its
/// features of a value other than 0 and its labels are the features and the labels both.
/// </summary>
internal static class ItemSets
{
    /// <summary>The points as sets. A label that was no feature gets the mean of the point's values, or 1 if it has none.</summary>
    public static Dataset Of(Dataset data)
    {
        Check(data);
        // Of a point all items are features or labels, so there are no more of both together than these.
        int most = checked((int)(data.FeatureEntryCount + data.LabelEntryCount));
        long[] offsets = new long[data.Count + 1];
        int[] items = new int[most];
        float[] values = new float[most];
        int count = 0;
        for (int point = 0; point < data.Count; point++)
        {
            count += Merge(data.Features(point), data.Labels(point), items.AsSpan(count), values.AsSpan(count));
            offsets[point + 1] = count;
        }
        ReadOnlyMemory<int> all = items.AsMemory(0, count);
        return new Dataset(data.FeatureCount, data.LabelCount, offsets, all, values.AsMemory(0, count), offsets, all);
    }

    /// <exception cref="ArgumentException">Features and labels cannot be the same items.</exception>
    public static void Check(Dataset data)
    {
        CheckSizes(data.FeatureCount, data.LabelCount);
        if (data.TextFeatures is not null || data.LabelNames is not null)
        {
            throw new ArgumentException(
                "with shared items features and labels must be numbers, but the data is text or its labels have names");
        }
    }

    /// <exception cref="ArgumentException">There are not as many features as labels.</exception>
    public static void CheckSizes(int features, int labels)
    {
        if (features != labels)
        {
            throw new ArgumentException(
                $"with shared items there must be as many features as labels, but there are {features} features and {labels} labels");
        }
    }

    /// <summary>Merges two ascending lists; returns how many items there are.</summary>
    private static int Merge(SparseVector features, ReadOnlySpan<int> labels, Span<int> items, Span<float> values)
    {
        float absent = MeanOf(features.Values);
        int count = 0;
        int label = 0;
        for (int feature = 0; feature < features.Count; feature++)
        {
            // A stored zero says that the item is not there; as a label it may still be.
            if (features.Values[feature] == 0)
                continue;
            int item = features.Ids[feature];
            while (label < labels.Length && labels[label] < item)
                Add(labels[label++], absent, items, values);
            if (label < labels.Length && labels[label] == item)
                label++;
            Add(item, features.Values[feature], items, values);
        }
        while (label < labels.Length)
            Add(labels[label++], absent, items, values);
        return count;

        void Add(int item, float value, Span<int> items, Span<float> values)
        {
            items[count] = item;
            values[count++] = value;
        }
    }

    /// <summary>The mean of those that are not 0; 1 if there are none.</summary>
    private static float MeanOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        int count = 0;
        foreach (float value in values)
        {
            sum += value;
            count += value == 0 ? 0 : 1;
        }
        return count == 0 ? 1 : (float)(sum / count);
    }
}
