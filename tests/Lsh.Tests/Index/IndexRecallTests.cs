using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class IndexRecallTests
{
    [Fact]
    public void TheExactIndexFindsAllOfItself()
    {
        using DriftedLayer layer = new(rowCount: 200, queryCount: 70, seed: 2);
        using WorkerTeam team = new(1);
        using ExactIndex exact = new(200, 33);
        exact.Rebuild(layer.Rows, default, team);
        Assert.Equal(new IndexRecall(70, 1, 25), IndexRecall.Measure(exact, exact, layer.Queries, k: 10, budget: 25));
        Assert.Equal(new IndexRecall(70, 0.5, 5), IndexRecall.Measure(exact, exact, layer.Queries, k: 10, budget: 5));
        Assert.Equal(new IndexRecall(70, 1, 200), IndexRecall.Measure(exact, exact, layer.Queries, k: 500, budget: 500));
    }

    [Fact]
    public void AnEmptyIndexFindsNothing()
    {
        using DriftedLayer layer = new(rowCount: 200, queryCount: 10, seed: 2);
        using WorkerTeam team = new(1);
        using ExactIndex exact = new(200, 33);
        using ExactIndex empty = new(200, 33);
        exact.Rebuild(layer.Rows, default, team);
        Assert.Equal(new IndexRecall(10, 0, 0), IndexRecall.Measure(exact, empty, layer.Queries, k: 10, budget: 25));
    }

    [Fact]
    public void DifferentShapesAreRefused()
    {
        using RowMatrix queries = new(3, 5);
        using ExactIndex one = new(10, 5);
        using ExactIndex other = new(11, 5);
        using ExactIndex wide = new(10, 6);
        Assert.Throws<ArgumentException>(() => IndexRecall.Measure(one, other, queries, 1, 1));
        Assert.Throws<ArgumentException>(() => IndexRecall.Measure(wide, wide, queries, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IndexRecall.Measure(one, one, queries, 0, 1));
    }
}
