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
    public void WantedIdsAreCountedAsSetsSay()
    {
        using DriftedLayer layer = new(rowCount: 200, queryCount: 50, seed: 3);
        using WorkerTeam team = new(1);
        using LshIndex index = layer.CreateIndex(centre: true);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        RandomStream random = new(5);
        int[][] wanted = new int[50][];
        for (int query = 0; query < wanted.Length; query++)
            wanted[query] = [.. Enumerable.Range(0, query % 4).Select(_ => random.NextInt32(200)).Distinct()];
        IndexRecall recall = IndexRecall.Measure(index, layer.Queries, wanted, budget: 60);

        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[60];
        int found = 0, seen = 0;
        for (int query = 0; query < wanted.Length; query++)
        {
            int count = index.Search(layer.Queries.Row(query), 60, ids, state);
            found += wanted[query].Intersect(ids.Take(count)).Count();
            seen += count;
        }
        Assert.InRange(found, 1, wanted.Sum(static set => set.Length) - 1);
        Assert.Equal(new IndexRecall(50, (double)found / wanted.Sum(static set => set.Length), seen / 50.0), recall);
    }

    [Fact]
    public void BestIdsAreThoseOfTheSearch()
    {
        using DriftedLayer layer = new(rowCount: 200, queryCount: 40, seed: 4);
        using WorkerTeam team = new(1);
        using ExactIndex exact = new(200, 33);
        exact.Rebuild(layer.Rows, default, team);
        int[][] best = IndexRecall.Best(exact, layer.Queries, 7);
        using IndexQuery state = exact.CreateQuery();
        int[] ids = new int[7];
        for (int query = 0; query < best.Length; query++)
        {
            Assert.Equal(7, exact.Search(layer.Queries.Row(query), 7, ids, state));
            Assert.Equal(ids, best[query]);
        }
    }

    [Fact]
    public void WantedIdsThatCannotBeMeantAreRefused()
    {
        using RowMatrix queries = new(3, 5);
        using ExactIndex index = new(10, 5);
        Assert.Throws<ArgumentException>(() => IndexRecall.Measure(index, queries, [[1], [2]], 1));
        Assert.Throws<ArgumentException>(() => IndexRecall.Measure(index, queries, [[1], [2], [10]], 1));
        Assert.Throws<ArgumentException>(() => IndexRecall.Measure(index, queries, [[1], [-1], []], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IndexRecall.Measure(index, queries, [[], [], []], 0));
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
