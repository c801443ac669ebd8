namespace Glissade.Tests;

public sealed class EpochOrderTests
{
    [Fact]
    public void AnEpochVisitsEachLabelledPointOnce()
    {
        EpochOrder order = new(Data());
        Assert.Equal(67, order.Count);
        order.Shuffle(3, 1);
        Assert.Equal(Enumerable.Range(0, 100).Where(point => point % 3 != 1), Points(order, 10).Order());
    }

    [Fact]
    public void TheOrderDependsOnSeedAndEpochAlone()
    {
        EpochOrder order = new(Data());
        EpochOrder other = new(Data());
        order.Shuffle(3, 1);
        int[] first = Points(order, 10);
        order.Shuffle(3, 2);
        int[] second = Points(order, 10);
        Assert.NotEqual(first, second);
        other.Shuffle(3, 2); // without an epoch 1 before
        Assert.Equal(second, Points(other, 10));
        other.Shuffle(4, 2);
        Assert.NotEqual(second, Points(other, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(67)]
    [InlineData(1000)]
    public void OnlyTheLastBatchMayBeShort(int batchSize)
    {
        EpochOrder order = new(Data());
        int batches = order.BatchCount(batchSize);
        for (int batch = 0; batch < batches - 1; batch++)
            Assert.Equal(batchSize, order.Batch(batch, batchSize).Length);
        Assert.InRange(order.Batch(batches - 1, batchSize).Length, 1, batchSize);
        Assert.Equal(67, Points(order, batchSize).Length);
    }

    private static int[] Points(EpochOrder order, int batchSize)
    {
        List<int> points = [];
        for (int batch = 0; batch < order.BatchCount(batchSize); batch++)
            points.AddRange(order.Batch(batch, batchSize));
        return [.. points];
    }

    /// <summary>A hundred points, of which every third has no label.</summary>
    private static Dataset Data()
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 100; i++)
            builder.Add([i], [1], i % 3 == 1 ? [] : [i % 5]);
        return builder.Build();
    }
}
