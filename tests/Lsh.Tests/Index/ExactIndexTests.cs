using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class ExactIndexTests
{
    [Property(MaxTest = 50)]
    public void SearchEqualsANaiveSort(PositiveInt rowCount, NonNegativeInt budgetSeed, ushort seed)
    {
        int budget = budgetSeed.Get % (rowCount.Get + 3);
        using WeightMatrix rows = Samples.Weights(Samples.SmallIntegers(rowCount.Get, 6, seed));
        using RowMatrix queries = Samples.SmallIntegers(70, 6, seed + 1UL);
        using WorkerTeam team = new(1);
        using ExactIndex index = new(rows.Rows, 6);
        index.Rebuild(rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] batchIds = new int[queries.Rows * budget];
        int[] batchFound = new int[queries.Rows];
        index.SearchBatch(queries.Pointer, queries.Stride, queries.Rows, budget, batchIds, batchFound, state);
        int[] ids = new int[budget];
        for (int i = 0; i < queries.Rows; i++)
        {
            float[] query = queries.Row(i).ToArray();
            int[] expected = [.. Enumerable.Range(0, rows.Rows).OrderByDescending(row => Dot(rows, row, query)).Take(budget)];
            int found = index.Search(query, budget, ids, state);
            Assert.Equal(expected, ids[..found]);
            Assert.Equal(expected, batchIds[(i * budget)..((i * budget) + batchFound[i])]);
        }
    }

    [Fact]
    public void MoreRowsThanABlockAreAllScanned()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(1000, 5, seed: 2));
        using RowMatrix queries = Samples.Gaussian(3, 5, seed: 3);
        using WorkerTeam team = new(1);
        using ExactIndex index = new(1000, 5);
        index.Rebuild(rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[3];
        int[] found = new int[3];
        index.SearchBatch(queries.Pointer, queries.Stride, 3, 1, ids, found, state);
        for (int i = 0; i < 3; i++)
            Assert.Equal(Enumerable.Range(0, 1000).MaxBy(row => Dot(rows, row, queries.Row(i).ToArray())), ids[i]);
    }

    [Fact]
    public void RowsThatAreNotNumbersComeLast()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Of([float.NaN, 1], [-5, 1], [3, 1], [float.NegativeInfinity, 1], [float.NaN, 1]));
        using WorkerTeam team = new(1);
        using ExactIndex index = new(5, 2);
        index.Rebuild(rows, default, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[5];
        Assert.Equal(5, index.Search([1, 1], 5, ids, state));
        Assert.Equal([2, 1, 0, 3, 4], ids);
    }

    [Fact]
    public void ChangedWeightsAreSeenAtOnce()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Of([1, 0], [2, 0]));
        using WorkerTeam team = new(1);
        using ExactIndex index = new(2, 2);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[1];
        Assert.Equal(0, index.Search([1, 1], 1, ids, state));
        index.Rebuild(rows, default, team);
        Assert.Equal(1, index.Search([1, 1], 1, ids, state));
        Assert.Equal([1], ids);
        rows.Row(0)[0] = 3;
        index.Search([1, 1], 1, ids, state);
        Assert.Equal([0], ids);
    }

    private static float Dot(WeightMatrix rows, int row, float[] query) => rows.Row(row).ToArray().Zip(query, (a, b) => a * b).Sum();
}
