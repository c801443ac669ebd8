using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class RefreshTests
{
    private const int RowCount = 300;

    /// <summary>Room for every row that could move.</summary>
    private static readonly BucketSlack Ample = new(1, RowCount);

    /// <summary>
    /// Rows move in opposite pairs by whole numbers, so that the mean, and with it a rebuild's space, stays as it was to the last bit;
    /// lengths of a sample's top hundredth would change, hence none are made equal here.
    /// </summary>
    [Property(MaxTest = 25)]
    public void RefreshingTheTouchedRowsGivesTheTablesOfARebuildWithTheSameMeans(ulong seed, byte pairs, bool adaptive)
    {
        using WeightMatrix rows = Samples.Weights(Samples.SmallIntegers(RowCount, 16, seed));
        LshIndexOptions options = new() { Slack = Ample, TargetBucketSize = adaptive ? 25 : null };
        using LshIndex refreshed = Create(options);
        using LshIndex rebuilt = Create(options with { TargetBucketSize = null });
        using WorkerTeam team = new(2);
        refreshed.Rebuild(rows, default, team);
        List<int> touched = Move(rows, pairs % 60, seed);
        Assert.False(refreshed.Refresh(rows, touched.ToArray(), default, team));
        rebuilt.Rebuild(rows, default, team);
        for (int table = 0; table < refreshed.TableCount; table++)
        {
            int used = adaptive ? 1 << refreshed.Widths!.Bits(table) : refreshed.Tables.BucketsPerTable;
            for (int bucket = 0; bucket < refreshed.Tables.BucketsPerTable; bucket++)
            {
                // Widths are the last rebuild's: what full buckets of one remainder hold goes together.
                IEnumerable<int> expected = bucket >= used
                    ? []
                    : Enumerable.Range(0, rebuilt.Tables.BucketsPerTable / used)
                        .SelectMany(upper => rebuilt.Tables.Bucket(table, bucket + (upper * used)).ToArray());
                Assert.Equal(expected.Order(), refreshed.Tables.Bucket(table, bucket).ToArray().Order());
            }
        }
    }

    [Fact]
    public void RefreshingTwiceOrUntouchedRowsChangesNothing()
    {
        using DriftedLayer layer = new(RowCount, queryCount: 20, seed: 4);
        using WorkerTeam team = new(1);
        using LshIndex index = new(RowCount, TestFamilies.Create("simhash", 33), new LshIndexOptions { Slack = BucketSlack.Default });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        int[] before = TableContent.Of(index.Tables);
        index.Refresh(layer.Rows, Enumerable.Range(0, RowCount).ToArray(), default, team);
        Assert.Equal(before, TableContent.Of(index.Tables));
        layer.Rows.Row(17).Fill(3);
        index.Refresh(layer.Rows, [], default, team);
        Assert.Equal(before, TableContent.Of(index.Tables));
        index.Refresh(layer.Rows, [17], default, team);
        int[] after = TableContent.Of(index.Tables);
        Assert.NotEqual(before, after);
        index.Refresh(layer.Rows, [17, 17], default, team);
        Assert.Equal(after, TableContent.Of(index.Tables));
    }

    [Fact]
    public void RefreshedTablesAreTheSameForAnyTeamAlsoWhenTheyOverflow()
    {
        int[]? expected = null;
        for (int size = 1; size <= 3; size++)
        {
            using DriftedLayer layer = new(RowCount, queryCount: 20, seed: 4);
            using WorkerTeam team = new(size);
            LshIndexOptions options = new() { Slack = new BucketSlack(0, 1), BucketCapacity = 30, EqualizeLengths = true };
            using LshIndex index = new(RowCount, TestFamilies.Create("simhash", 34), options);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            List<int> touched = Move(layer.Rows, 100, seed: 3);
            index.Refresh(layer.Rows, touched.ToArray(), default, team);
            expected ??= TableContent.Of(index.Tables);
            Assert.Equal(expected, TableContent.Of(index.Tables));
        }
    }

    [Fact]
    public void ManyRowsAreMovedPieceByPiece()
    {
        const int Many = 20_000; // more than are hashed at once
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(Many, 9, seed: 1));
        using WeightMatrix moved = Samples.Weights(Samples.Gaussian(Many, 9, seed: 2));
        using WorkerTeam team = new(2);
        LshIndexOptions movable = new() { Centre = false, Slack = new BucketSlack(0.5, 100) };
        using LshIndex refreshed = new(Many, TestFamilies.Create("simhash", 9), movable);
        using LshIndex rebuilt = new(Many, TestFamilies.Create("simhash", 9), new LshIndexOptions { Centre = false });
        refreshed.Rebuild(rows, default, team);
        refreshed.Refresh(moved, Enumerable.Range(0, Many).ToArray(), default, team);
        rebuilt.Rebuild(moved, default, team);
        Assert.Equal(TableContent.SetsOf(rebuilt.Tables), TableContent.SetsOf(refreshed.Tables));
    }

    [Fact]
    public void WithoutSlackBeforeARebuildOrAfterNewFunctionsRefreshingIsARebuild()
    {
        using DriftedLayer layer = new(RowCount, queryCount: 20, seed: 4);
        using WorkerTeam team = new(1);
        using LshIndex packed = new(RowCount, TestFamilies.Create("simhash", 33));
        using LshIndex index = new(RowCount, TestFamilies.Create("simhash", 33), new LshIndexOptions { Slack = Ample });
        Assert.True(packed.Refresh(layer.Rows, [1], layer.Moments(), team));
        Assert.True(packed.Refresh(layer.Rows, [1], layer.Moments(), team));
        Assert.True(index.Refresh(layer.Rows, [], layer.Moments(), team));
        Assert.Equal(TableContent.Of(packed.Tables), TableContent.Of(index.Tables));
        Assert.False(index.Refresh(layer.Rows, [], layer.Moments(), team));
        index.RedrawHashFunctions(3);
        Assert.True(index.Refresh(layer.Rows, [], layer.Moments(), team));
        using ExactIndex exact = new(RowCount, 33);
        Assert.True(exact.Refresh(layer.Rows, [], default, team));
        Assert.False(exact.Refresh(layer.Rows, [], default, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Refresh(layer.Rows, [RowCount], default, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Refresh(layer.Rows, [-1], default, team));
    }

    [Fact]
    public void SearchesWhileWeightsChangeFindWhatTheyFoundBefore()
    {
        using DriftedLayer layer = new(rowCount: 1000, queryCount: 60, seed: 8);
        using WorkerTeam team = new(4);
        using LshIndex index = layer.CreateIndex(centre: true);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        int[] SearchAll()
        {
            using IndexQuery state = index.CreateQuery();
            int[] ids = new int[60 * 50];
            for (int i = 0; i < 60; i++)
                index.Search(layer.Queries.Row(i), 50, ids.AsSpan(i * 50, 50), state);
            return ids;
        }

        int[] expected = SearchAll();
        int searching = team.Size - 1;
        team.Run(worker =>
        {
            if (worker > 0)
            {
                try
                {
                    for (int round = 0; round < 10; round++)
                        Assert.Equal(expected, SearchAll());
                }
                finally
                {
                    Interlocked.Decrement(ref searching); // or the writer would never end
                }

                return;
            }

            RandomStream random = new(1);
            while (Volatile.Read(ref searching) > 0)
                layer.Rows.Row(random.NextInt32(1000))[random.NextInt32(33)] = random.NextGaussian();
        });
    }

    private static LshIndex Create(LshIndexOptions options)
    {
        HashFamilyOptions hashing = new() { HashesPerTable = 5, TableCount = 7, Seed = 3 };
        return new LshIndex(RowCount, new SimHashFamily(16, hashing, ProjectionKind.SparseSigns), options);
    }

    private static List<int> Move(WeightMatrix rows, int pairs, ulong seed)
    {
        RandomStream random = new(seed, 9);
        int[] order = [.. Enumerable.Range(0, rows.Rows)];
        random.Shuffle(order);
        List<int> touched = [];
        foreach (int[] pair in order.Chunk(2).Take(pairs))
        {
            for (int j = 0; j < rows.Columns; j++)
            {
                int step = random.NextInt32(9) - 4;
                rows.Row(pair[0])[j] += step;
                rows.Row(pair[1])[j] -= step;
            }

            touched.AddRange(pair);
        }

        return touched;
    }
}
