using Glissade.Kernels;

namespace Glissade.Tests;

public sealed class ItemSetsTests
{
    private const int Items = 30;

    [Fact]
    public void APointsSetIsTheUnionOfItsFeaturesAndItsLabels()
    {
        Dataset data = Random(points: 400, seed: 1);
        Dataset sets = ItemSets.Of(data);
        Assert.Equal((data.Count, Items, Items), (sets.Count, sets.FeatureCount, sets.LabelCount));
        for (int point = 0; point < data.Count; point++)
        {
            int[] union = [.. Present(data.Features(point)).Union(data.Labels(point).ToArray()).Order()];
            Assert.Equal(union, sets.Features(point).Ids.ToArray());
            Assert.Equal(union, sets.Labels(point).ToArray());
        }
    }

    [Fact]
    public void FeaturesKeepTheirValuesAndLabelsGetThePointsMean()
    {
        Dataset data = Random(points: 400, seed: 2);
        Dataset sets = ItemSets.Of(data);
        for (int point = 0; point < data.Count; point++)
        {
            Dictionary<int, float> known = [];
            for (int i = 0; i < data.Features(point).Count; i++)
            {
                if (data.Features(point).Values[i] != 0)
                    known.Add(data.Features(point).Ids[i], data.Features(point).Values[i]);
            }
            float mean = known.Count == 0 ? 1 : known.Values.Average();
            SparseVector items = sets.Features(point);
            for (int i = 0; i < items.Count; i++)
                Assert.Equal(known.GetValueOrDefault(items.Ids[i], mean), items.Values[i], 1e-6f);
        }
    }

    [Fact]
    public void AnItemOfValueZeroIsThereOnlyIfItIsALabel()
    {
        DatasetBuilder builder = new();
        builder.Add([0, 1, 2], [0, 3, 0], [2]);
        Dataset sets = ItemSets.Of(builder.Build(featureCount: 3, labelCount: 3));
        Assert.Equal([1, 2], sets.Labels(0).ToArray());
        Assert.Equal([3, 3], sets.Features(0).Values.ToArray());
    }

    [Fact]
    public void NamedLabelsAreNoItems()
    {
        Dataset numbers = Random(points: 3, seed: 3);
        Dataset named = new(
            Items, Items, numbers.Storage.FeatureOffsets, numbers.Storage.FeatureIds, numbers.Storage.FeatureValues,
            numbers.Storage.LabelOffsets, numbers.Storage.LabelIds)
        {
            LabelNames = [.. Enumerable.Range(0, Items).Select(label => $"label {label}")],
        };
        Assert.StartsWith(
            "with shared items features and labels must be numbers", Assert.Throws<ArgumentException>(() => ItemSets.Of(named)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void SpacesOfDifferentSizesAreNoItems()
    {
        DatasetBuilder builder = new();
        builder.Add([0], [1], [1]);
        Dataset data = builder.Build(featureCount: 4, labelCount: 3);
        Assert.Equal(
            "with shared items there must be as many features as labels, but there are 4 features and 3 labels",
            Assert.Throws<ArgumentException>(() => ItemSets.Of(data)).Message);
    }

    private static List<int> Present(SparseVector features)
    {
        List<int> present = [];
        for (int i = 0; i < features.Count; i++)
        {
            if (features.Values[i] != 0)
                present.Add(features.Ids[i]);
        }
        return present;
    }

    /// <summary>Points whose features and labels overlap, are interleaved, or are missing, some of value zero.</summary>
    private static Dataset Random(int points, ulong seed)
    {
        RandomStream random = new(seed, 1);
        DatasetBuilder builder = new();
        for (int point = 0; point < points; point++)
        {
            List<int> features = [];
            List<int> labels = [];
            int fullness = random.NextInt32(4);
            for (int item = 0; item < Items; item++)
            {
                if (random.NextInt32(8) < fullness)
                    features.Add(item);
                if (random.NextInt32(10) < fullness)
                    labels.Add(item);
            }
            float[] values = new float[features.Count];
            for (int i = 0; i < values.Length; i++)
                values[i] = random.NextInt32(4) / 2f;
            builder.Add([.. features], values, [.. labels]);
        }
        return builder.Build(featureCount: Items, labelCount: Items);
    }
}
