using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class MovingRowsTests
{
    private const int Rows = 60;
    private const int TableCount = 3;
    private const int Buckets = 7;

    /// <summary>Room for every row in every bucket.</summary>
    private static readonly BucketSlack Ample = new(0, Rows);

    public static TheoryData<BucketPolicy> Policies => [BucketPolicy.Reservoir, BucketPolicy.Fifo];

    /// <summary>Each step: table, bucket, row and what to do, read off one number.</summary>
    [Property]
    public void WhileNothingOverflowsBucketsHoldWhatADictionaryHolds(int[] steps, ulong seed, bool fifo)
    {
        using BucketCodes codes = Codes(seed);
        using HashTables tables = Built(codes, Ample, fifo ? BucketPolicy.Fifo : BucketPolicy.Reservoir);
        Dictionary<(int Table, int Bucket), List<int>> model = Model(codes);
        foreach (int step in steps)
        {
            RandomStream random = new((ulong)step);
            int table = random.NextInt32(TableCount);
            int bucket = random.NextInt32(Buckets);
            int id = random.NextInt32(Rows);
            List<int> home = model[(table, bucket)];
            switch (random.NextInt32(3))
            {
                case 0:
                    Assert.Equal(!home.Contains(id), tables.Insert(table, bucket, id));
                    Add(home, id);
                    break;
                case 1:
                    Assert.Equal(home.Remove(id), tables.Remove(table, bucket, id));
                    break;
                default:
                    int to = random.NextInt32(Buckets);
                    bool expected = to != bucket || home.Contains(id);
                    Assert.Equal(expected, tables.Move(table, bucket, to, id));
                    if (to != bucket)
                    {
                        home.Remove(id);
                        Add(model[(table, to)], id);
                    }

                    break;
            }
        }

        // In the order of arrival, which removing keeps.
        foreach (((int table, int bucket), List<int> ids) in model)
            Assert.Equal(ids, tables.Bucket(table, bucket).ToArray());
    }

    [Property]
    public void NoBucketOutgrowsItsRoomOrHoldsAnIdTwice(int[] steps, ulong seed, bool fifo, byte capacity)
    {
        using BucketCodes codes = Codes(seed);
        int most = 1 + (capacity % 16);
        using HashTables tables = Built(codes, new BucketSlack(0.1, 1), fifo ? BucketPolicy.Fifo : BucketPolicy.Reservoir, most);
        int[] rooms = [.. All().Select(at => tables.Room(at.Table, at.Bucket))];
        foreach (int step in steps)
        {
            RandomStream random = new((ulong)step);
            tables.Move(random.NextInt32(TableCount), random.NextInt32(Buckets), random.NextInt32(Buckets), random.NextInt32(Rows));
            tables.Insert(random.NextInt32(TableCount), random.NextInt32(Buckets), random.NextInt32(Rows));
        }

        int index = 0;
        foreach ((int table, int bucket) in All())
        {
            int[] ids = tables.Bucket(table, bucket).ToArray();
            Assert.Equal(rooms[index++], tables.Room(table, bucket));
            Assert.InRange(ids.Length, 0, Math.Min(most, tables.Room(table, bucket)));
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.All(ids, id => Assert.InRange(id, 0, Rows - 1));
        }
    }

    [Property]
    public void AFullFifoBucketDropsItsOldest(NonEmptyArray<byte> arrivals, PositiveInt capacity)
    {
        int most = 1 + (capacity.Get % 9);
        using BucketCodes codes = new(256, 1);
        codes.Table(0).Fill(1);
        using WorkerTeam team = new(1);
        using HashTables tables = new(256, 1, 2, most, policy: BucketPolicy.Fifo, slack: new BucketSlack(0, most));
        tables.Build(codes, team);
        Assert.Equal(Enumerable.Range(256 - most, most), tables.Bucket(0, 1).ToArray());
        Queue<int> model = [];
        foreach (byte id in arrivals.Get)
        {
            bool added = tables.Insert(0, 0, id);
            Assert.Equal(!model.Contains(id), added);
            if (!added)
                continue;
            model.Enqueue(id);
            if (model.Count > most)
                model.Dequeue();
            Assert.Equal(model, tables.Bucket(0, 0).ToArray());
        }
    }

    [Fact]
    public void AReservoirKeepsEachArrivalAlikeWhetherBuiltOrInserted()
    {
        // The first half is built, the second inserted; 3,000 tables are as many trials.
        const int Ids = 20, Capacity = 5, Trials = 3000;
        using BucketCodes codes = new(Ids, Trials);
        using WorkerTeam team = new(1);
        using HashTables tables = new(Ids, Trials, 2, Capacity, seed: 23, slack: new BucketSlack(0, 1));
        for (int table = 0; table < Trials; table++)
            codes.Table(table)[(Ids / 2)..].Fill(1);
        tables.Build(codes, team);
        int[] kept = new int[Ids];
        for (int table = 0; table < Trials; table++)
        {
            for (int id = Ids / 2; id < Ids; id++)
                tables.Move(table, 1, 0, id);
            Assert.Equal(Capacity, tables.Bucket(table, 0).Length);
            foreach (int id in tables.Bucket(table, 0))
                kept[id]++;
        }

        // Probability 1/4 each; five deviations of a binomial of 3,000.
        Assert.All(kept, count => Assert.InRange(count, 750 - 119, 750 + 119));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void MovesInAllTablesAreTheSameForAnyTeamAndEqualMovesOneByOne(BucketPolicy policy)
    {
        int[]? expected = null;
        for (int size = 0; size <= 3; size++)
        {
            using BucketCodes codes = Codes(3);
            using BucketCodes later = Codes(4);
            using HashTables tables = Built(codes, new BucketSlack(0.05, 1), policy, 9);
            int[] rows = [.. Enumerable.Range(0, Rows / 2).Select(i => Rows - 1 - (2 * i))];
            if (size == 0)
            {
                for (int table = 0; table < TableCount; table++)
                {
                    for (int i = 0; i < rows.Length; i++)
                        tables.Move(table, codes.Table(table)[rows[i]], later.Table(table)[i], rows[i]);
                }
            }
            else
            {
                using WorkerTeam team = new(size);
                tables.MoveRows(rows, codes, later, team);
                for (int i = 0; i < rows.Length; i++)
                    Assert.Equal(later.Table(1)[i], codes.Table(1)[rows[i]]);
            }

            expected ??= TableContent.Of(tables);
            Assert.Equal(expected, TableContent.Of(tables));
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void SlackChangesNothingThatABuildStores(BucketPolicy policy)
    {
        using BucketCodes codes = Codes(8);
        foreach (int capacity in (int[])[int.MaxValue, 4])
        {
            using HashTables packed = Built(codes, BucketSlack.None, policy, capacity);
            using HashTables slack = Built(codes, BucketSlack.Default, policy, capacity);
            Assert.Equal(TableContent.Of(packed), TableContent.Of(slack));
            Assert.Equal(packed.MeasureLoad().SizeHistogram, slack.MeasureLoad().SizeHistogram);
        }
    }

    [Fact]
    public void RoomIsTheRowsTheirShareAndTheFurtherPlacesWithinTheCapacity()
    {
        using BucketCodes codes = new(100, 1);
        codes.Table(0)[..70].Fill(2);
        using WorkerTeam team = new(1);
        using HashTables tables = new(100, 1, 4, 75, slack: new BucketSlack(0.1, 3));
        tables.Build(codes, team);
        Assert.Equal([36, 3, 75, 3], Enumerable.Range(0, 4).Select(bucket => tables.Room(0, bucket)));
    }

    [Fact]
    public void FiftyTablesOf670091RowsWithSlackTakeLessThan150Megabytes()
    {
        // The figures in BucketSlack's remarks.
        Assert.Equal(149_675_200, HashTables.RequiredBytes(670_091, 50, 8192, slack: BucketSlack.Default));
        Assert.Equal(135_656_800, HashTables.RequiredBytes(670_091, 50, 8192));
        using HashTables tables = new(100, 3, 16, 40, slack: BucketSlack.Default);
        Assert.Equal(HashTables.RequiredBytes(100, 3, 16, 40, BucketSlack.Default), tables.MemoryBytes);
        Assert.Equal(3 * 4 * (100 + 3 + 64 + 17 + 32), tables.MemoryBytes);
    }

    [Fact]
    public void MovesThatCannotBeAreRefused()
    {
        using BucketCodes codes = Codes(1);
        using BucketCodes few = new(2, TableCount);
        using BucketCodes foreign = new(2, TableCount);
        foreign.Table(2)[1] = Buckets;
        using WorkerTeam team = new(2);
        using HashTables packed = Built(codes, BucketSlack.None, BucketPolicy.Reservoir);
        using HashTables tables = Built(codes, Ample, BucketPolicy.Reservoir);
        Assert.False(packed.CanMoveRows);
        Assert.True(tables.CanMoveRows);
        Assert.Throws<InvalidOperationException>(() => packed.Insert(0, 0, 0));
        Assert.Throws<InvalidOperationException>(() => packed.Remove(0, 0, 0));
        Assert.Throws<InvalidOperationException>(() => packed.Move(0, 0, 1, 0));
        Assert.Throws<InvalidOperationException>(() => packed.MoveRows([0], codes, few, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Insert(TableCount, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Insert(0, Buckets, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Remove(0, 0, Rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Move(0, 0, -1, 0));
        Assert.Throws<ArgumentException>(() => tables.MoveRows([0, 1, 2], codes, few, team));
        Assert.Throws<ArgumentException>(() => tables.MoveRows([0, 1], codes, foreign, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.MoveRows([0, Rows], codes, few, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashTables(1, 1, 1, policy: (BucketPolicy)5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashTables(1, 1, 1, slack: new BucketSlack(-0.1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashTables(1, 1, 1, slack: new BucketSlack(double.NaN, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashTables(1, 1, 1, slack: new BucketSlack(0, -1)));
    }

    [Fact]
    public void BeforeTheFirstBuildThereIsNoRoom()
    {
        using HashTables tables = new(4, 1, 2, slack: BucketSlack.Default);
        Assert.False(tables.Insert(0, 1, 3));
        Assert.True(tables.Bucket(0, 1).IsEmpty);
    }

    private static void Add(List<int> ids, int id)
    {
        if (!ids.Contains(id))
            ids.Add(id);
    }

    private static IEnumerable<(int Table, int Bucket)> All() =>
        from table in Enumerable.Range(0, TableCount) from bucket in Enumerable.Range(0, Buckets) select (table, bucket);

    private static Dictionary<(int Table, int Bucket), List<int>> Model(BucketCodes codes) =>
        All().ToDictionary(at => at, at => Enumerable.Range(0, Rows).Where(row => codes.Table(at.Table)[row] == at.Bucket).ToList());

    private static BucketCodes Codes(ulong seed)
    {
        BucketCodes codes = new(Rows, TableCount);
        RandomStream random = new(seed);
        for (int table = 0; table < TableCount; table++)
        {
            foreach (ref ushort code in codes.Table(table))
                code = (ushort)random.NextInt32(Buckets);
        }

        return codes;
    }

    private static HashTables Built(BucketCodes codes, BucketSlack slack, BucketPolicy policy, int capacity = int.MaxValue)
    {
        using WorkerTeam team = new(1);
        HashTables tables = new(Rows, TableCount, Buckets, capacity, policy: policy, slack: slack);
        tables.Build(codes, team);
        return tables;
    }
}
