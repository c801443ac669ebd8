using FsCheck;
using FsCheck.Fluent;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

[Trait("Tier", "any")]
public sealed class BlockShuffleTests
{
    /// <summary>Sizes at which windows end within a batch, with it, or with the data; windows of one block and of many.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 0, 8, 4 }, { 1, 8, 4 }, { 100, 10, 10 }, { 100, 1, 1 }, { 1000, 30, 7 }, { 1000, 300, 16 }, { 1000, 700, 64 }, { 1000, 5000, 64 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AnEpochVisitsEachLabelledPointOnceAsItIsInTheData(int points, int bufferPoints, int batchSize)
    {
        Dataset data = Data(points);
        FeatureWeighting weighting = FeatureWeighting.Fit(data, true, true, true);
        Dataset weighted = weighting.Apply(data);
        using BlockShuffle shuffle = new(data, weighting, bufferPoints, batchSize);
        shuffle.Shuffle(3, 1);
        List<int> visited = [];
        for (int start = 0; start < shuffle.Count; start += batchSize)
        {
            Assert.InRange(shuffle.Ready(start), Math.Min(start + batchSize, shuffle.Count), shuffle.Count);
            BatchPoints batch = shuffle.Slice(start, Math.Min(batchSize, shuffle.Count - start));
            foreach (int place in batch.Places)
            {
                int id = batch.Id(place);
                visited.Add(id);
                Assert.Equal(data.Labels(id), batch.Data.Labels(place));
                Assert.Equal(data.Features(id).Ids, batch.Data.Features(place).Ids);
                Assert.Equal(weighted.Features(id).Values, batch.Data.Features(place).Values);
            }
        }
        Assert.Equal(Enumerable.Range(0, points).Where(point => !data.Labels(point).IsEmpty), visited.Order());
        Assert.Equal(points, shuffle.IdCount);
    }

    [Fact]
    public void ABatchIsTheSameWhereverReadingBegins()
    {
        Gen<(int Points, int Buffer, int BatchSize, int First)> cases =
            from points in Gen.Choose(1, 500)
            from batchSize in Gen.Choose(1, 40)
            from buffer in Gen.Choose(batchSize, 300)
            from first in Gen.Choose(0, (points - 1) / batchSize)
            select (points, buffer, batchSize, first);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            int[] all = Order(Data(one.Points, unlabelled: false), one.Buffer, one.BatchSize, epoch: 2, first: 0);
            int[] rest = Order(Data(one.Points, unlabelled: false), one.Buffer, one.BatchSize, epoch: 2, one.First);
            Assert.Equal(all[(one.First * one.BatchSize)..], rest);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TheOrderDependsOnSeedAndEpochAloneWhateverWasReadBefore()
    {
        Dataset data = Data(1000);
        using BlockShuffle shuffle = new(data, FeatureWeighting.Identity, 100, 16);
        shuffle.Shuffle(3, 1);
        int[] first = Order(shuffle, 16);
        shuffle.Shuffle(3, 2);
        shuffle.Ready(0);
        shuffle.Shuffle(3, 2);
        int[] second = Order(shuffle, 16);
        Assert.NotEqual(first, second);
        Assert.Equal(second, Order(data, 100, 16, epoch: 2, first: 0));
        shuffle.Shuffle(4, 2);
        Assert.NotEqual(second, Order(shuffle, 16));
    }

    [Fact]
    public void NeighboursAreMixedWithPointsFromAllOver()
    {
        int[] order = Order(Data(64_000, unlabelled: false), 6400, 64, epoch: 1, first: 0);
        // Of two in a row, few come from the same block of 100; and the first buffer's come from everywhere.
        int together = Enumerable.Range(1, order.Length - 1).Count(i => order[i] / 100 == order[i - 1] / 100);
        Assert.InRange(together, 0, order.Length / 32);
        Assert.InRange(order[..6400].Average(), 24_000, 40_000);
        Assert.InRange(order[..6400].Max() - order[..6400].Min(), 48_000, 64_000);
    }

    [Fact]
    public void DataInBlocksOfLabelsIsLearned()
    {
        Dataset data = Sorted(TestData.Separable());
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Epochs = 6, ShuffleBuffer = 100 };
        using ExtremeClassifier model = ExtremeClassifier.Train(data, options);
        Assert.True(model.Evaluate(data).PrecisionAt(1) > 0.95);
        Assert.Equal(100, model.Recipe.ShuffleBuffer);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void TheSameSeedGivesTheSameModel(bool deterministic, int threads)
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            Deterministic = deterministic,
            Threads = threads,
            ShuffleBuffer = 50,
            Hash = HashKind.Learned,
            InputDropout = 0.1f,
        };
        using ExtremeClassifier one = ExtremeClassifier.Train(TestData.Separable(), options);
        using ExtremeClassifier other = ExtremeClassifier.Train(TestData.Separable(), options);
        using ExtremeClassifier shuffledWhole = ExtremeClassifier.Train(TestData.Separable(), options with { ShuffleBuffer = 0 });
        Assert.Equal(one.Network.Checksum(), other.Network.Checksum());
        Assert.NotEqual(one.Network.Checksum(), shuffledWhole.Network.Checksum());
    }

    private static int[] Order(Dataset data, int bufferPoints, int batchSize, int epoch, int first)
    {
        using BlockShuffle shuffle = new(data, FeatureWeighting.Identity, bufferPoints, batchSize);
        shuffle.Shuffle(3, epoch);
        return Order(shuffle, batchSize, first);
    }

    private static int[] Order(BlockShuffle shuffle, int batchSize, int first = 0)
    {
        List<int> ids = [];
        for (int start = first * batchSize; start < shuffle.Count; start += batchSize)
        {
            shuffle.Ready(start);
            BatchPoints batch = shuffle.Slice(start, Math.Min(batchSize, shuffle.Count - start));
            foreach (int place in batch.Places)
                ids.Add(batch.Id(place));
        }
        return [.. ids];
    }

    private static Dataset Data(int points, bool unlabelled = true)
    {
        RandomStream random = new(7);
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
        {
            int[] features = [.. Enumerable.Range(0, random.NextInt32(5)).Select(_ => i % 50).Distinct().Append(50 + (i % 7))];
            builder.Add(features, [.. features.Select(feature => (float)(1 + (feature % 3)))], unlabelled && i % 3 == 1 ? [] : [i % 5, 5 + (i % 2)]);
        }
        return builder.Build(featureCount: 60, labelCount: 7);
    }

    private static Dataset Sorted(Dataset data)
    {
        DatasetBuilder builder = new();
        foreach (int point in Enumerable.Range(0, data.Count).OrderBy(point => data.Labels(point)[0]))
            builder.Add(data.Features(point).Ids, data.Features(point).Values, data.Labels(point));
        return builder.Build(data.FeatureCount, data.LabelCount);
    }
}
