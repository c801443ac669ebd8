namespace Glissade.Tests;

public sealed class EpochPlanTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(7, 9)]
    [InlineData(60, 1)]
    [InlineData(1000, 1)]
    public void OnlyTheLastBatchMayBeShort(int batchSize, int batches)
    {
        using EpochPlan plan = new(new EpochOrder(TestData.Separable(points: 60)), TestRecipes.Plain with { BatchSize = batchSize });
        plan.Begin(1);
        Assert.Equal((60, batches, batches), (plan.Samples, plan.Batches, plan.Ready(0)));
    }

    [Fact]
    public void OfWindowsOnlyWholeBatchesAreReady()
    {
        using EpochPlan plan = new(
            new BlockShuffle(TestData.Separable(points: 60), FeatureWeighting.Identity, bufferPoints: 10, batchSize: 7),
            TestRecipes.Plain with { BatchSize = 7 });
        plan.Begin(1);
        List<int> ends = [];
        for (int batch = 0; batch < plan.Batches; batch = ends[^1])
            ends.Add(plan.Ready(batch));
        Assert.Equal([1, 2, 4, 5, 7, 9], ends);
    }
}
