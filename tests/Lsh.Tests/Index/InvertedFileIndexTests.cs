using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class InvertedFileIndexTests
{
    [Property(MaxTest = 20)]
    public void WithAllListsProbedItIsTheExactSearch(byte rowSeed, byte listSeed, byte budgetSeed, ushort seed)
    {
        // Whole numbers: sums of products are exact in any order, and many are equal.
        int rowCount = (rowSeed % 200) + 1;
        int lists = (listSeed % 40) + 1;
        int budget = budgetSeed % (rowCount + 2);
        using WeightMatrix rows = Samples.Weights(Samples.SmallIntegers(rowCount, 6, seed));
        using RowMatrix queries = Samples.SmallIntegers(70, 6, seed + 1UL);
        using WorkerTeam team = new(1);
        using ExactIndex exact = new(rowCount, 6);
        using InvertedFileIndex index = new(rowCount, 6, new InvertedFileOptions { ListCount = lists, ProbeCount = lists, Seed = seed });
        exact.Rebuild(rows, default, team);
        index.Rebuild(rows, default, team);
        using IndexQuery exactState = exact.CreateQuery();
        using IndexQuery state = index.CreateQuery();
        int[] expected = new int[budget];
        int[] ids = new int[budget];
        for (int i = 0; i < queries.Rows; i++)
        {
            int count = exact.Search(queries.Row(i), budget, expected, exactState);
            Assert.Equal(count, index.Search(queries.Row(i), budget, ids, state));
            Assert.Equal(expected, ids);
        }
    }

    [Fact]
    public void RecallGrowsWithProbes()
    {
        using DriftedLayer layer = new(rowCount: 2000, queryCount: 100, seed: 9);
        using WorkerTeam team = new(2);
        using ExactIndex exact = new(2000, layer.Rows.Columns);
        exact.Rebuild(layer.Rows, default, team);
        double before = 0;
        double seen = 0;
        foreach (int probes in (int[])[1, 2, 4, 40])
        {
            using InvertedFileIndex index = new(
                2000, layer.Rows.Columns, new InvertedFileOptions { ListCount = 40, ProbeCount = probes });
            index.Rebuild(layer.Rows, layer.Moments(), team);
            IndexRecall recall = IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 2000);
            Assert.True(recall.Recall > before, $"recall {recall.Recall} with {probes} probes, {before} with fewer");
            // Better than rows taken at random would do.
            Assert.True(probes == 40 || recall.Recall > 1.3 * recall.MeanCandidates / 2000, $"{recall} with {probes} probes");
            Assert.True(recall.MeanCandidates > seen);
            (before, seen) = (recall.Recall, recall.MeanCandidates);
        }
        Assert.Equal(1, before);
    }

    [Fact]
    public void ClustersAreFoundAndEachHasItsQueries()
    {
        // Ten clusters far apart: a query near one needs one list, if k-means gave every cluster lists of its own.
        const int Clusters = 10;
        using RowMatrix centres = Samples.Gaussian(Clusters, 9, seed: 1);
        using RowMatrix drawn = Samples.Gaussian(600, 9, seed: 2);
        using RowMatrix queries = Samples.Gaussian(50, 9, seed: 3);
        for (int i = 0; i < drawn.Rows; i++)
        {
            for (int j = 0; j < 9; j++)
                drawn.Row(i)[j] = (5 * centres.Row(i % Clusters)[j]) + (0.1f * drawn.Row(i)[j]);
        }
        for (int i = 0; i < queries.Rows; i++)
        {
            centres.Row(i % Clusters).CopyTo(queries.Row(i));
            queries.Row(i)[8] = 1;
        }
        using WeightMatrix rows = Samples.Weights(drawn);
        using WorkerTeam team = new(1);
        using ExactIndex exact = new(600, 9);
        using InvertedFileIndex index = new(600, 9, new InvertedFileOptions { ListCount = 40, ProbeCount = 8 });
        exact.Rebuild(rows, default, team);
        index.Rebuild(rows, default, team);
        Assert.True(IndexRecall.Measure(exact, index, queries, k: 5, budget: 60).Recall > 0.95);
    }

    [Fact]
    public void EqualRowsAndMoreListsThanRowsAreHandled()
    {
        using WeightMatrix equal = Samples.Weights(Samples.Of([.. Enumerable.Repeat((float[])[1, 2, 3], 30)]));
        using WorkerTeam team = new(2);
        using InvertedFileIndex index = new(30, 3, new InvertedFileOptions { ListCount = 1000, ProbeCount = 2 });
        Assert.Equal(30, index.ListCount);
        index.Rebuild(equal, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[30];
        // All rows are in one list, whose empty neighbours take no probe.
        Assert.Equal(30, index.Search([1, 1, 1], 30, ids, state));
        Assert.Equal(Enumerable.Range(0, 30), ids);
    }

    [Fact]
    public void RowsThatAreNotNumbersComeLast()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Of([float.NaN, 1], [-5, 1], [3, 1], [float.NegativeInfinity, 1], [float.NaN, 1]));
        using WorkerTeam team = new(1);
        using InvertedFileIndex index = new(5, 2, new InvertedFileOptions { ListCount = 1 });
        index.Rebuild(rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[5];
        Assert.Equal(5, index.Search([1, 1], 5, ids, state));
        Assert.Equal([2, 1, 0, 3, 4], ids);
    }

    [Fact]
    public void ChangedWeightsAreSeenAtOnceAndMovedRowsAtTheNextRebuild()
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 40, seed: 4);
        using DriftedLayer moved = new(rowCount: 300, queryCount: 40, seed: 4);
        using WorkerTeam team = new(1);
        using InvertedFileIndex index = new(300, layer.Rows.Columns, new InvertedFileOptions { ListCount = 30, ProbeCount = 1 });
        index.Rebuild(moved.Rows, moved.Moments(), team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[300];
        int before = index.Search(layer.Queries.Row(0), 300, ids, state);
        int last = ids[before - 1];
        for (int i = 0; i < layer.Rows.Columns; i++)
            moved.Rows.Row(last)[i] = 10 * layer.Queries.Row(0)[i];
        Assert.Equal(before, index.Search(layer.Queries.Row(0), 300, ids, state));
        Assert.Equal(last, ids[0]);
        int other = Enumerable.Range(0, 300).Except(ids.Take(before)).First();
        layer.Queries.Row(0).CopyTo(moved.Rows.Row(other));
        index.Rebuild(moved.Rows, moved.Moments(), team);
        int after = index.Search(layer.Queries.Row(0), 300, ids, state);
        Assert.Contains(other, ids[..after]);
    }

    [Fact]
    public void LaterRebuildsKeepWhatTheFirstFound()
    {
        using DriftedLayer layer = new(rowCount: 1500, queryCount: 60, seed: 4);
        using WorkerTeam team = new(2);
        using ExactIndex exact = new(1500, layer.Rows.Columns);
        exact.Rebuild(layer.Rows, default, team);
        using InvertedFileIndex index = new(1500, layer.Rows.Columns, new InvertedFileOptions { ListCount = 40, ProbeCount = 8 });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        double first = IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 1500).Recall;
        for (int rebuild = 0; rebuild < 3; rebuild++)
            index.Rebuild(layer.Rows, layer.Moments(), team);
        double later = IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 1500).Recall;
        Assert.True(later > first - 0.05, $"recall {first} at first, {later} later");
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Equal(
            "ListCount must be between 1 and 65536, but is 0",
            Assert.Throws<ArgumentException>(() => new InvertedFileIndex(10, 5, new InvertedFileOptions { ListCount = 0 })).Message);
        Assert.Equal(
            "ProbeCount must be positive, but is -1",
            Assert.Throws<ArgumentException>(() => new InvertedFileIndex(10, 5, new InvertedFileOptions { ProbeCount = -1 })).Message);
    }

    [Fact]
    public void StatisticsTellTheLoadOfTheLists()
    {
        using DriftedLayer layer = new(rowCount: 400, queryCount: 5, seed: 6);
        using WorkerTeam team = new(1);
        using InvertedFileIndex index = new(400, layer.Rows.Columns, new InvertedFileOptions { ListCount = 25 });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        IndexStatistics statistics = index.Describe();
        Assert.Equal((400, 1, 25), (statistics.RowCount, statistics.TableCount, statistics.BucketsPerTable));
        Assert.Equal(400, statistics.Load!.StoredIds);
        Assert.Equal(0, statistics.Load.DroppedIds);
        Assert.InRange(statistics.Load.EmptyFraction, 0, 0.3);
    }
}
