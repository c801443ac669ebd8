using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>What every index promises.</summary>
public sealed unsafe class IndexContractTests
{
    private const int Columns = DriftedLayer.Width + 1;

    public static TheoryData<string> Names => TestIndexes.Theory;

    [Property(MaxTest = 25)]
    public void IdsAreDistinctInRangeAndWithinTheBudget(byte rowSeed, byte budgetSeed, ushort seed)
    {
        int rowCount = rowSeed % 150;
        int budget = budgetSeed % 170;
        using DriftedLayer layer = new(rowCount, queryCount: 9, seed);
        using WorkerTeam team = new(1);
        foreach (string name in TestIndexes.Names)
        {
            using INeuronIndex index = TestIndexes.Create(name, rowCount, Columns);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            Found found = Found.Batch(index, layer.Queries, budget);
            for (int i = 0; i < 9; i++)
            {
                int[] ids = found.Of(i);
                Assert.InRange(ids.Length, 0, Math.Min(budget, rowCount));
                Assert.All(ids, id => Assert.InRange(id, 0, rowCount - 1));
                Assert.Equal(ids.Length, ids.Distinct().Count());
                if (name is "exact" or "signatures" or "codes")
                    Assert.Equal(Math.Min(budget, rowCount), ids.Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SmallerBudgetsGiveTheFirstOfLarger(string name)
    {
        using DriftedLayer layer = new(rowCount: 500, queryCount: 20, seed: 3);
        using WorkerTeam team = new(1);
        using INeuronIndex index = TestIndexes.Create(name, 500, Columns);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        Found many = Found.Batch(index, layer.Queries, 300);
        foreach (int budget in (int[])[0, 1, 7, 100])
        {
            Found few = Found.Batch(index, layer.Queries, budget);
            for (int i = 0; i < 20; i++)
                Assert.Equal(many.Of(i).Take(budget), few.Of(i));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsFoundBeforeTheFirstRebuild(string name)
    {
        using DriftedLayer layer = new(rowCount: 50, queryCount: 3, seed: 6);
        using INeuronIndex index = TestIndexes.Create(name, 50, Columns);
        using IndexQuery state = index.CreateQuery();
        int[] found = [7, 7, 7];
        Assert.Equal(0, index.Search(layer.Queries.Row(0), 10, new int[10], state));
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 3, 10, new int[30], found, state);
        Assert.Equal([0, 0, 0], found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AStateStaysValidWhenTheIndexIsRebuilt(string name)
    {
        using DriftedLayer layer = new(rowCount: 90, queryCount: 3, seed: 6);
        using WorkerTeam team = new(1);
        using INeuronIndex index = TestIndexes.Create(name, 90, Columns);
        using IndexQuery early = index.CreateQuery();
        index.Rebuild(layer.Rows, layer.Moments(), team);
        using IndexQuery late = index.CreateQuery();
        int[][] ids = [new int[20], new int[20]];
        int count = index.Search(layer.Queries.Row(1), 20, ids[0], early);
        Assert.Equal(count, index.Search(layer.Queries.Row(1), 20, ids[1], late));
        Assert.True(count > 0);
        Assert.Equal(ids[0], ids[1]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BatchesGiveWhatSingleSearchesGive(string name)
    {
        // Whole numbers: the exact index sums a single query's products in another order than a batch's.
        using WeightMatrix rows = Samples.Weights(Samples.SmallIntegers(256, 10, seed: 4));
        using RowMatrix queries = Samples.SmallIntegers(150, 10, seed: 5);
        using WorkerTeam team = new(1);
        using INeuronIndex index = TestIndexes.Create(name, 256, 10);
        index.Rebuild(rows, default, team);
        Found batch = Found.Batch(index, queries, 20);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[20];
        for (int i = 0; i < 150; i++)
            Assert.Equal(ids[..index.Search(queries.Row(i), 20, ids, state)], batch.Of(i));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NumberOfWorkersChangesNothing(string name)
    {
        using DriftedLayer first = new(rowCount: 700, queryCount: 30, seed: 6);
        using DriftedLayer second = new(rowCount: 700, queryCount: 30, seed: 7);
        int[][]? expected = null;
        foreach (int size in (int[])[1, 4])
        {
            using WorkerTeam team = new(size);
            using INeuronIndex index = TestIndexes.Create(name, 700, Columns);
            index.Rebuild(first.Rows, first.Moments(), team);
            index.Rebuild(second.Rows, second.Moments(), team);
            Found found = Found.Batch(index, second.Queries, 60);
            int[][] ids = [.. Enumerable.Range(0, 30).Select(found.Of)];
            Assert.Contains(ids, one => one.Length > 0);
            expected ??= ids;
            Assert.Equal(expected, ids);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ConcurrentSearchesEqualSequentialOnes(string name)
    {
        using DriftedLayer layer = new(rowCount: 400, queryCount: 90, seed: 8);
        using WorkerTeam team = new(3);
        using INeuronIndex index = TestIndexes.Create(name, 400, Columns);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        int[] expected = Found.Batch(index, layer.Queries, 50).Ids;
        int[][] found = new int[team.Size][];
        team.Run(worker => found[worker] = Found.Batch(index, layer.Queries, 50).Ids);
        Assert.All(found, ids => Assert.Equal(expected, ids));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SearchingAllocatesNothing(string name)
    {
        using DriftedLayer layer = new(rowCount: 500, queryCount: 70, seed: 6);
        using WorkerTeam team = new(1);
        using INeuronIndex index = TestIndexes.Create(name, 500, Columns);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[70 * 40];
        int[] found = new int[70];
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 70, 40, ids, found, state);
        index.Search(layer.Queries.Row(0), 40, ids, state);
        long before = GC.GetAllocatedBytesForCurrentThread();
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 70, 40, ids, found, state);
        index.Search(layer.Queries.Row(0), 40, ids, state);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongShapesAndForeignStatesAreRefused(string name)
    {
        using DriftedLayer layer = new(rowCount: 50, queryCount: 2, seed: 6);
        using WorkerTeam team = new(1);
        using INeuronIndex index = TestIndexes.Create(name, 50, Columns);
        using INeuronIndex twin = TestIndexes.Create(name, 50, Columns);
        using IndexQuery own = index.CreateQuery();
        using IndexQuery foreign = twin.CreateQuery();
        using WeightMatrix narrow = new(50, Columns - 1);
        using WeightMatrix few = new(49, Columns);
        int[] ids = new int[10];
        float[] query = layer.Queries.Row(0).ToArray();
        Assert.Equal((50, Columns), (index.RowCount, index.Dimension));
        Assert.Throws<ArgumentException>(() => index.Rebuild(narrow, default, team));
        Assert.Throws<ArgumentException>(() => index.Rebuild(few, default, team));
        Assert.Throws<ArgumentException>(() => index.Rebuild(layer.Rows, new QueryMoments([1, 2], 1), team));
        Assert.Throws<ArgumentException>(() => index.Search(query, 10, ids, foreign));
        Assert.Throws<ArgumentException>(() => index.Search(query.AsSpan(1), 10, ids, own));
        Assert.Throws<ArgumentException>(() => index.Search(query, 11, ids, own));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(query, -1, ids, own));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => index.SearchBatch(layer.Queries.Pointer, Columns - 1, 2, 5, ids, new int[2], own));
        Assert.Throws<ArgumentException>(
            () => index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 2, 5, ids, new int[1], own));
        Assert.Throws<ArgumentException>(
            () => index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 2, 5, ids, new int[2], foreign));
    }

    /// <summary>What a batch found.</summary>
    private sealed record Found(int[] Ids, int[] Counts, int Budget)
    {
        public static Found Batch(INeuronIndex index, RowMatrix queries, int budget)
        {
            using IndexQuery state = index.CreateQuery();
            Found found = new(new int[queries.Rows * budget], new int[queries.Rows], budget);
            index.SearchBatch(queries.Pointer, queries.Stride, queries.Rows, budget, found.Ids, found.Counts, state);
            return found;
        }

        public int[] Of(int query) => Ids[(query * Budget)..((query * Budget) + Counts[query])];
    }
}
