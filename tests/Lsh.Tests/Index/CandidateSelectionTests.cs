using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class CandidateSelectionTests
{
    private const int Hashes = 2;
    private const int TableCount = 12;

    public static TheoryData<CandidateSelection> All => [.. Enum.GetValues<CandidateSelection>()];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void HardThresholdTakesRowsWithTheBinomialProbability(int minHits)
    {
        // Row i makes the angle angles[i] with the query; each seed draws other functions.
        double[] angles = [0, 0.2, 0.6, 1, Math.PI / 2, 2.2];
        const int Trials = 2000;
        IEnumerable<float[]> vectors = angles.Select(angle => (float[])[MathF.Cos((float)angle), MathF.Sin((float)angle)]);
        using WeightMatrix rows = Samples.Weights(Samples.Of([.. vectors]));
        using WorkerTeam team = new(1);
        using SimHashFamily family = new(2, new HashFamilyOptions { HashesPerTable = Hashes, TableCount = TableCount });
        LshIndexOptions options = new() { Centre = false, Selection = CandidateSelection.HardThreshold, MinHits = minHits };
        using LshIndex index = new(angles.Length, family, options);
        using IndexQuery state = index.CreateQuery();
        int[] taken = new int[angles.Length];
        int[] ids = new int[angles.Length];
        for (int trial = 0; trial < Trials; trial++)
        {
            index.RedrawHashFunctions((ulong)trial);
            index.Rebuild(rows, default, team);
            int found = index.Search([1, 0], ids.Length, ids, state);
            foreach (int id in ids.AsSpan(0, found))
                taken[id]++;
        }

        for (int row = 0; row < angles.Length; row++)
        {
            double expected = HitProbability(1 - (angles[row] / Math.PI), minHits);
            double deviation = Math.Sqrt(Trials * expected * (1 - expected));
            Assert.InRange(taken[row], (Trials * expected) - (5 * deviation) - 1e-6, (Trials * expected) + (5 * deviation) + 1e-6);
        }
    }

    [Fact]
    public void HardThresholdIsTheMostFrequentWithoutTheRare()
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 40, seed: 1);
        using WorkerTeam team = new(1);
        using LshIndex frequent = Create(layer, new LshIndexOptions(), team);
        using LshIndex threshold = Create(layer, new LshIndexOptions { Selection = CandidateSelection.HardThreshold, MinHits = 4 }, team);
        using IndexQuery own = frequent.CreateQuery();
        using IndexQuery other = threshold.CreateQuery();
        int[] buckets = new int[40 * TableCount];
        frequent.HashBlock(layer.Queries.Pointer, layer.Queries.Stride, 40, buckets, (LshQuery)own);
        bool shorter = false;
        for (int q = 0; q < 40; q++)
        {
            int[] query = buckets[(q * TableCount)..((q + 1) * TableCount)];
            int[] all = new int[300];
            int[] some = new int[300];
            int count = frequent.SearchBuckets(query, 300, all, (LshQuery)own);
            int kept = threshold.SearchBuckets(query, 300, some, (LshQuery)other);
            IEnumerable<int> expected = all[..count].Where(id =>
                Enumerable.Range(0, TableCount).Count(table => frequent.Tables.Bucket(table, query[table]).Contains(id)) >= 4);
            Assert.Equal(expected, some[..kept]);
            shorter |= kept < count && kept > 0;
            Assert.Equal(Math.Min(5, kept), threshold.SearchBuckets(query, 5, new int[5], (LshQuery)other));
        }

        Assert.True(shorter);
    }

    [Fact]
    public void VanillaTakesWholeBucketsOfTablesInRandomOrderUntilThereAreEnough()
    {
        using DriftedLayer layer = new(rowCount: 500, queryCount: 60, seed: 2);
        using WorkerTeam team = new(1);
        using LshIndex index = Create(layer, new LshIndexOptions { Selection = CandidateSelection.Vanilla }, team);
        using IndexQuery state = index.CreateQuery();
        int[] buckets = new int[60 * TableCount];
        index.HashBlock(layer.Queries.Pointer, layer.Queries.Stride, 60, buckets, (LshQuery)state);
        HashSet<int> firstTables = [];
        for (int q = 0; q < 60; q++)
        {
            int[] query = buckets[(q * TableCount)..((q + 1) * TableCount)];
            const int Budget = 80;
            int[] ids = new int[Budget];
            int found = index.SearchBuckets(query, Budget, ids, (LshQuery)state);
            Assert.Equal(Budget, found);
            Assert.Equal(found, ids[..found].Distinct().Count());
            // What was found is a sequence of whole buckets but for the last, none of a table twice.
            List<int> left = [.. Enumerable.Range(0, TableCount)];
            HashSet<int> seen = [];
            int position = 0;
            while (position < found)
            {
                int[] rest = ids[position..found];
                int table = left.Find(candidate => StartsWith(rest, Fresh(index, candidate, query, seen)));
                Assert.True(left.Remove(table), "no bucket of a table left over continues the candidates");
                if (position == 0)
                    firstTables.Add(table);
                foreach (int id in Fresh(index, table, query, seen))
                {
                    seen.Add(id);
                    position++;
                }
            }
        }

        Assert.InRange(firstTables.Count, TableCount - 3, TableCount); // 60 queries begin with all sorts of tables
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AnswersDependOnIndexAndQueryOnly(CandidateSelection selection)
    {
        using DriftedLayer layer = new(rowCount: 400, queryCount: 30, seed: 3);
        using WorkerTeam team = new(3);
        using LshIndex index = Create(layer, new LshIndexOptions { Selection = selection }, team);
        int[] SearchAll(bool backwards)
        {
            using IndexQuery state = index.CreateQuery();
            int[] ids = new int[30 * 50];
            for (int i = 0; i < 30; i++)
            {
                int query = backwards ? 29 - i : i;
                index.Search(layer.Queries.Row(query), 50, ids.AsSpan(query * 50, 50), state);
            }

            return ids;
        }

        int[] expected = SearchAll(backwards: false);
        int[][] found = new int[team.Size][];
        team.Run(worker => found[worker] = SearchAll(backwards: worker % 2 == 0));
        Assert.All(found, ids => Assert.Equal(expected, ids));
        using IndexQuery own = index.CreateQuery();
        Assert.Equal(0, index.Search(layer.Queries.Row(0), 0, [], own));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SearchingAllocatesNothing(CandidateSelection selection)
    {
        using DriftedLayer layer = new(rowCount: 400, queryCount: 30, seed: 3);
        using WorkerTeam team = new(1);
        using LshIndex index = Create(layer, new LshIndexOptions { Selection = selection, TargetBucketSize = 40 }, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[50];
        index.Search(layer.Queries.Row(0), 50, ids, state);
        long before = GC.GetAllocatedBytesForCurrentThread();
        index.Search(layer.Queries.Row(1), 50, ids, state);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void SelectionsThatCannotBeAreRefused()
    {
        using SimHashFamily family = new(4, new HashFamilyOptions { TableCount = 5 });
        LshIndexOptions threshold = new() { Selection = CandidateSelection.HardThreshold };
        Assert.Equal(
            "MinHits must be between 1 and the 5 tables, but is 6",
            Assert.Throws<ArgumentException>(() => new LshIndex(3, family, threshold with { MinHits = 6 })).Message);
        Assert.Throws<ArgumentException>(() => new LshIndex(3, family, threshold with { MinHits = 0 }));
        Assert.Throws<ArgumentException>(() => new LshIndex(3, family, new LshIndexOptions { Selection = (CandidateSelection)9 }));
        Assert.Throws<ArgumentException>(() => new LshIndex(3, family, new LshIndexOptions { SignatureBits = 17 }));
    }

    /// <summary>SLIDE, section 3.1: the sum over i from m to L of (L over i) p^(K i) (1 - p^K)^(L - i).</summary>
    private static double HitProbability(double p, int minHits)
    {
        double inTable = Math.Pow(p, Hashes);
        double sum = 0;
        for (int i = minHits; i <= TableCount; i++)
            sum += Choose(TableCount, i) * Math.Pow(inTable, i) * Math.Pow(1 - inTable, TableCount - i);
        return Math.Clamp(sum, 0, 1);
    }

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;

    private static int[] Fresh(LshIndex index, int table, int[] query, HashSet<int> seen) =>
        [.. index.Tables.Bucket(table, query[table]).ToArray().Where(id => !seen.Contains(id))];

    /// <summary>Whether the bucket's ids come next, or as many of them as there is room for.</summary>
    private static bool StartsWith(int[] rest, int[] bucket) =>
        bucket.Length > 0 && bucket.Take(rest.Length).SequenceEqual(rest.Take(bucket.Length));

    private static LshIndex Create(DriftedLayer layer, LshIndexOptions options, WorkerTeam team)
    {
        HashFamilyOptions hashing = new() { HashesPerTable = 4, TableCount = TableCount, Seed = 5 };
        LshIndex index = new(layer.Rows.Rows, new SimHashFamily(DriftedLayer.Width + 1, hashing), options);
        index.Rebuild(layer.Rows, layer.Moments(), team);
        return index;
    }
}
