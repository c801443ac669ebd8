namespace Glissade.Tests;

public sealed class EpochOrderTests
{
    [Fact]
    public void AnEpochVisitsEachLabelledPointOnce()
    {
        EpochOrder order = new(Data());
        Assert.Equal(67, order.Count);
        order.Shuffle(3, 1);
        Assert.Equal(Enumerable.Range(0, 100).Where(point => point % 3 != 1), Points(order).Order());
    }

    [Fact]
    public void TheOrderDependsOnSeedAndEpochAlone()
    {
        EpochOrder order = new(Data());
        EpochOrder other = new(Data());
        order.Shuffle(3, 1);
        int[] first = Points(order);
        order.Shuffle(3, 2);
        int[] second = Points(order);
        Assert.NotEqual(first, second);
        other.Shuffle(3, 2); // without an epoch 1 before
        Assert.Equal(second, Points(other));
        other.Shuffle(4, 2);
        Assert.NotEqual(second, Points(other));
    }

    private static int[] Points(EpochOrder order) => order.Slice(0, order.Ready(0)).Places.ToArray();

    /// <summary>A hundred points, of which every third has no label.</summary>
    private static Dataset Data()
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 100; i++)
            builder.Add([i], [1], i % 3 == 1 ? [] : [i % 5]);
        return builder.Build();
    }
}
