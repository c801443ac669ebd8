using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class LshIndexTests
{
    [Fact]
    public void CentringBeatsPlainHashingOnADriftedLayer()
    {
        using DriftedLayer layer = new(rowCount: 3000, queryCount: 100, seed: 9);
        using WorkerTeam team = new(2);
        using ExactIndex exact = new(layer.Rows.Rows, layer.Rows.Columns);
        exact.Rebuild(layer.Rows, default, team);
        double Recall(bool centre)
        {
            using LshIndex index = layer.CreateIndex(centre);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            return IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 300).Recall;
        }

        double centred = Recall(centre: true);
        double plain = Recall(centre: false);
        Assert.True(centred > 0.5, $"centred recall {centred}");
        Assert.True(centred > plain + 0.2, $"centred recall {centred}, plain {plain}");
    }

    [Fact]
    public void CandidatesAreTheRowsSharingMostBuckets()
    {
        using DriftedLayer layer = new(rowCount: 200, queryCount: 5, seed: 1);
        using WorkerTeam team = new(1);
        using LshIndex index = layer.CreateIndex(centre: true, hashesPerTable: 4, tableCount: 12);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        using IndexQuery state = index.CreateQuery();
        int[] buckets = new int[5 * 12];
        index.HashBlock(layer.Queries.Pointer, layer.Queries.Stride, 5, buckets, (LshQuery)state);
        for (int q = 0; q < 5; q++)
        {
            int[] own = buckets[(q * 12)..((q + 1) * 12)];
            int[] hits = new int[200];
            for (int table = 0; table < 12; table++)
            {
                foreach (int id in index.Tables.Bucket(table, own[table]))
                    hits[id]++;
            }

            int[] ids = new int[30];
            int found = index.Search(layer.Queries.Row(q), 30, ids, state);
            Assert.Equal(Math.Min(30, hits.Count(count => count > 0)), found);
            Assert.Equal(hits.OrderDescending().Take(found), ids[..found].Select(id => hits[id]));
            Assert.Equal(found, ids[..found].Distinct().Count());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BatchesGiveWhatSingleSearchesGive(bool centre)
    {
        // Whole numbers, 256 rows and a scale of 1 make every mapped element and projection exact, so rounding cannot move a query.
        using WeightMatrix rows = Samples.Weights(Samples.SmallIntegers(256, 10, seed: 4));
        using RowMatrix queries = Samples.SmallIntegers(150, 10, seed: 5);
        float[] meanQuery = [1, 0, -1, 2, 0, 0, 3, 1, 0, 1];
        using WorkerTeam team = new(1);
        HashFamilyOptions hashing = new() { HashesPerTable = 5, TableCount = 9 };
        SimHashFamily family = new(10, hashing, ProjectionKind.SparseSigns);
        using LshIndex index = new(256, family, new LshIndexOptions { Centre = centre });
        index.Rebuild(rows, new QueryMoments(meanQuery, 2), team);
        using IndexQuery state = index.CreateQuery();
        int[] batch = new int[150 * 20];
        int[] found = new int[150];
        index.SearchBatch(queries.Pointer, queries.Stride, 150, 20, batch, found, state);
        int[] ids = new int[20];
        for (int i = 0; i < 150; i++)
        {
            int count = index.Search(queries.Row(i), 20, ids, state);
            Assert.Equal(ids[..count], batch[(i * 20)..((i * 20) + found[i])]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TablesAreTheSameForAnyTeamAndAfterRebuilding(bool centre)
    {
        using DriftedLayer layer = new(rowCount: 1100, queryCount: 20, seed: 6);
        using DriftedLayer later = new(rowCount: 1100, queryCount: 20, seed: 7);
        int[]? expected = null;
        for (int size = 1; size <= 3; size++)
        {
            using WorkerTeam team = new(size);
            using LshIndex index = layer.CreateIndex(centre);
            index.Rebuild(later.Rows, later.Moments(), team);
            index.Rebuild(layer.Rows, layer.Moments(), team);
            using LshIndex fresh = layer.CreateIndex(centre);
            fresh.Rebuild(layer.Rows, layer.Moments(), team);
            expected ??= TableContent.Of(fresh.Tables);
            Assert.Equal(expected, TableContent.Of(fresh.Tables));
            Assert.Equal(expected, TableContent.Of(index.Tables));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RowsStoredShorterAreFoundAsTheSameRowsStoredLonger(bool centre)
    {
        using WeightMatrix halves = Samples.Weights(Samples.Gaussian(600, DriftedLayer.Width + 1, seed: 8), WeightPrecision.BFloat16);
        using RowMatrix widened = new(600, DriftedLayer.Width + 1);
        for (int row = 0; row < 600; row++)
            halves.ReadRow(row, widened.Row(row));
        using WeightMatrix singles = Samples.Weights(widened);
        using DriftedLayer layer = new(rowCount: 600, queryCount: 40, seed: 9);
        using WorkerTeam team = new(2);
        List<int[]> found = [];
        foreach (WeightMatrix rows in (WeightMatrix[])[halves, singles])
        {
            foreach (INeuronIndex index in (INeuronIndex[])[layer.CreateIndex(centre), new ExactIndex(600, DriftedLayer.Width + 1)])
            {
                using INeuronIndex owned = index;
                index.Rebuild(rows, layer.Moments(), team);
                using IndexQuery state = index.CreateQuery();
                int[] ids = new int[20];
                for (int query = 0; query < layer.Queries.Rows; query++)
                    found.Add(ids[..index.Search(layer.Queries.Row(query), 20, ids, state)]);
            }
        }
        Assert.Equal(found[..80], found[80..]);
    }

    [Fact]
    public void EqualLengthsFindLargeInnerProductsAmongRowsOfUnequalLength()
    {
        // Lengths between 0.2 and 3: long rows have the large logits, short ones the small angles.
        using RowMatrix drawn = Samples.Gaussian(3000, DriftedLayer.Width + 1, seed: 8);
        RandomStream random = new(9);
        for (int row = 0; row < drawn.Rows; row++)
        {
            float length = 0.2f + (2.8f * random.NextSingle());
            foreach (ref float value in drawn.Row(row))
                value *= length;
        }
        using WeightMatrix rows = Samples.Weights(drawn);
        using DriftedLayer layer = new(rowCount: 1, queryCount: 100, seed: 9);
        using WorkerTeam team = new(2);
        using ExactIndex exact = new(3000, DriftedLayer.Width + 1);
        exact.Rebuild(rows, default, team);
        double[] recalls = [.. new[] { false, true }.Select(equalize =>
        {
            HashFamilyOptions hashing = new() { HashesPerTable = 6, TableCount = 40, Seed = 5 };
            SimHashFamily family = new(DriftedLayer.Width + (equalize ? 2 : 1), hashing);
            using LshIndex index = new(3000, family, new LshIndexOptions { EqualizeLengths = equalize });
            Assert.Equal(DriftedLayer.Width + 1, index.Dimension);
            index.Rebuild(rows, layer.Moments(), team);
            return IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 150).Recall;
        })];
        Assert.True(recalls[1] > 1.3 * recalls[0], $"recall {recalls[0]} by angles, {recalls[1]} by equal lengths");
    }

    [Fact]
    public void EqualLengthsNeedTheCentredSpaceAndAnElementMore()
    {
        LshIndexOptions plain = new() { EqualizeLengths = true, Centre = false };
        using SimHashFamily family = new(5, new HashFamilyOptions());
        Assert.Throws<ArgumentException>(() => new LshIndex(10, family, plain));
        using SimHashFamily narrow = new(1, new HashFamilyOptions());
        Assert.Throws<ArgumentException>(() => new LshIndex(10, narrow, new LshIndexOptions { EqualizeLengths = true }));
    }

    [Fact]
    public void ATeamMayGrowBetweenRebuilds()
    {
        using DriftedLayer layer = new(rowCount: 600, queryCount: 20, seed: 6);
        using LshIndex index = layer.CreateIndex(centre: true);
        using WorkerTeam one = new(1);
        using WorkerTeam three = new(3);
        index.Rebuild(layer.Rows, layer.Moments(), one);
        int[] expected = TableContent.Of(index.Tables);
        index.Rebuild(layer.Rows, layer.Moments(), three);
        Assert.Equal(expected, TableContent.Of(index.Tables));
    }

    [Fact]
    public void ConcurrentSearchesEqualSequentialOnes()
    {
        using DriftedLayer layer = new(rowCount: 1000, queryCount: 90, seed: 8);
        using WorkerTeam team = new(3);
        using LshIndex index = layer.CreateIndex(centre: true);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        int[] SearchAll()
        {
            using IndexQuery state = index.CreateQuery();
            int[] ids = new int[layer.Queries.Rows * 50];
            for (int i = 0; i < layer.Queries.Rows; i++)
                index.Search(layer.Queries.Row(i), 50, ids.AsSpan(i * 50, 50), state);
            return ids;
        }

        int[] expected = SearchAll();
        int[][] found = new int[team.Size][];
        for (int round = 0; round < 5; round++)
        {
            team.Run(worker => found[worker] = SearchAll());
            Assert.All(found, ids => Assert.Equal(expected, ids));
        }
    }

    [Fact]
    public void RedrawnFunctionsTakeEffectAtTheNextRebuild()
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 20, seed: 6);
        using WorkerTeam team = new(1);
        using LshIndex index = layer.CreateIndex(centre: true);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        int[] before = TableContent.Of(index.Tables);
        index.RedrawHashFunctions(99);
        Assert.Equal(before, TableContent.Of(index.Tables));
        index.Rebuild(layer.Rows, layer.Moments(), team);
        Assert.NotEqual(before, TableContent.Of(index.Tables));
        index.RedrawHashFunctions(5);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        Assert.Equal(before, TableContent.Of(index.Tables));
    }

    [Fact]
    public void SearchingAllocatesNothing()
    {
        using DriftedLayer layer = new(rowCount: 500, queryCount: 70, seed: 6);
        using WorkerTeam team = new(1);
        using LshIndex index = layer.CreateIndex(centre: true);
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

    [Fact]
    public void AnIndexThatWasNeverBuiltFindsNothing()
    {
        using DriftedLayer layer = new(rowCount: 50, queryCount: 1, seed: 6);
        using LshIndex index = layer.CreateIndex(centre: true);
        using IndexQuery state = index.CreateQuery();
        Assert.Equal(0, index.Search(layer.Queries.Row(0), 10, new int[10], state));
    }

    [Fact]
    public void StatisticsDescribeTheTables()
    {
        using DriftedLayer layer = new(rowCount: 500, queryCount: 5, seed: 6);
        using WorkerTeam team = new(1);
        using SimHashFamily family = new(33, new HashFamilyOptions { HashesPerTable = 3, TableCount = 10 });
        using LshIndex index = new(500, family, new LshIndexOptions { BucketCapacity = 20 });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        IndexStatistics statistics = index.Describe();
        Assert.Equal(500, statistics.RowCount);
        Assert.Equal(10, statistics.TableCount);
        Assert.Equal(8, statistics.BucketsPerTable);
        Assert.Equal(500 * 10 * 2, statistics.TransientBytes);
        Assert.Equal(HashTables.RequiredBytes(500, 10, 8, 20) + family.MemoryBytes, statistics.MemoryBytes);
        Assert.NotNull(statistics.Load);
        Assert.Equal(20, statistics.Load.LargestBucket);
        Assert.Equal(5000, statistics.Load.StoredIds + statistics.Load.DroppedIds);
    }

    [Fact]
    public void WrongShapesAndForeignStatesAreRefused()
    {
        using DriftedLayer layer = new(rowCount: 50, queryCount: 2, seed: 6);
        using WorkerTeam team = new(1);
        using LshIndex index = layer.CreateIndex(centre: true);
        using LshIndex twin = layer.CreateIndex(centre: true);
        using IndexQuery own = index.CreateQuery();
        using IndexQuery foreign = twin.CreateQuery();
        using WeightMatrix narrow = new(50, 32);
        int[] ids = new int[10];
        float[] query = layer.Queries.Row(0).ToArray();
        Assert.Throws<ArgumentException>(() => index.Rebuild(narrow, default, team));
        Assert.Throws<ArgumentException>(() => index.Rebuild(layer.Rows, new QueryMoments([1, 2], 1), team));
        Assert.Throws<ArgumentException>(() => index.Search(query, 10, ids, foreign));
        Assert.Throws<ArgumentException>(() => index.Search(query.AsSpan(1), 10, ids, own));
        Assert.Throws<ArgumentException>(() => index.Search(query, 11, ids, own));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(query, -1, ids, own));
        Assert.Throws<ArgumentException>(
            () => index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 2, 5, ids, new int[1], own));
    }
}
