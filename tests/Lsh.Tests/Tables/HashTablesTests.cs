using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class HashTablesTests
{
    [Property]
    public void WithoutLimitEachIdIsOnceInItsBucketOfEachTable(ushort[] raw)
    {
        const int Buckets = 13;
        const int TableCount = 3;
        using BucketCodes codes = Codes(raw.Length, TableCount, Buckets, seed: (ulong)raw.Sum(value => value));
        using WorkerTeam team = new(1);
        using HashTables tables = new(raw.Length, TableCount, Buckets);
        tables.Build(codes, team);
        for (int table = 0; table < TableCount; table++)
        {
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                int[] expected = [.. Enumerable.Range(0, raw.Length).Where(row => codes.Table(table)[row] == bucket)];
                Assert.Equal(expected, tables.Bucket(table, bucket).ToArray());
            }
        }
    }

    [Property]
    public void NoBucketExceedsItsCapacityNorHoldsAnIdTwice(PositiveInt rowCount, PositiveInt capacity)
    {
        int rows = rowCount.Get * 5;
        using BucketCodes codes = Codes(rows, 2, 7, seed: 3);
        using WorkerTeam team = new(1);
        using HashTables tables = new(rows, 2, 7, capacity.Get);
        tables.Build(codes, team);
        for (int table = 0; table < 2; table++)
        {
            for (int bucket = 0; bucket < 7; bucket++)
            {
                int[] ids = tables.Bucket(table, bucket).ToArray();
                int[] arrivals = [.. Enumerable.Range(0, rows).Where(row => codes.Table(table)[row] == bucket)];
                Assert.Equal(Math.Min(arrivals.Length, capacity.Get), ids.Length);
                Assert.Equal(ids.Length, ids.Distinct().Count());
                Assert.Subset(arrivals.ToHashSet(), ids.ToHashSet());
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(6)]
    public void TablesAreTheSameForAnyTeamAndAfterRebuilding(int capacity)
    {
        using BucketCodes codes = Codes(500, 9, 32, seed: 4);
        using BucketCodes others = Codes(500, 9, 32, seed: 5);
        int[]? expected = null;
        for (int size = 1; size <= 3; size++)
        {
            using WorkerTeam team = new(size);
            using HashTables tables = new(500, 9, 32, capacity);
            tables.Build(codes, team);
            expected ??= TableContent.Of(tables);
            Assert.Equal(expected, TableContent.Of(tables));
            tables.Build(others, team);
            Assert.NotEqual(expected, TableContent.Of(tables));
            tables.Build(codes, team);
            Assert.Equal(expected, TableContent.Of(tables));
        }
    }

    [Fact]
    public void OverfullBucketsKeepAUniformSubset()
    {
        const int Rows = 20, Capacity = 5, TableCount = 4000;
        using BucketCodes codes = new(Rows, TableCount);
        using WorkerTeam team = new(1);
        using HashTables tables = new(Rows, TableCount, 1, Capacity, seed: 17);
        tables.Build(codes, team);
        int[] kept = new int[Rows];
        int[,] together = new int[Rows, Rows];
        for (int table = 0; table < TableCount; table++)
        {
            ReadOnlySpan<int> ids = tables.Bucket(table, 0);
            foreach (int id in ids)
            {
                kept[id]++;
                foreach (int other in ids)
                    together[id, other]++;
            }
        }

        // Each id stays with probability 1/4, each pair with 5 * 4 / (20 * 19); five binomial deviations.
        Assert.All(kept, count => Assert.InRange(count, 1000 - 137, 1000 + 137));
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.InRange(together[i, j], 210 - 71, 210 + 71);
        }
    }

    [Fact]
    public void OtherSeedsKeepOtherSubsets()
    {
        using BucketCodes codes = new(100, 1);
        using WorkerTeam team = new(1);
        using HashTables one = new(100, 1, 1, 10, seed: 1);
        using HashTables other = new(100, 1, 1, 10, seed: 2);
        one.Build(codes, team);
        other.Build(codes, team);
        Assert.NotEqual(one.Bucket(0, 0).ToArray(), other.Bucket(0, 0).ToArray());
    }

    [Fact]
    public void AllBucketsAreEmptyBeforeTheFirstBuild()
    {
        using HashTables tables = new(10, 2, 4);
        Assert.All(Enumerable.Range(0, 4), bucket => Assert.True(tables.Bucket(1, bucket).IsEmpty));
        Assert.Equal(1, tables.MeasureLoad().EmptyFraction);
    }

    [Fact]
    public void TheHighestOf65536BucketsIsReached()
    {
        using BucketCodes codes = new(2, 1);
        codes.Store(0, [65_535, 0]);
        using WorkerTeam team = new(1);
        using HashTables tables = new(2, 1, 65_536);
        tables.Build(codes, team);
        Assert.Equal([0], tables.Bucket(0, 65_535).ToArray());
        Assert.Equal([1], tables.Bucket(0, 0).ToArray());
    }

    [Fact]
    public void LoadCountsSizesAndDroppedIds()
    {
        using BucketCodes codes = new(10, 1);
        codes.Store(0, [0, 0, 0, 0, 0, 0, 2, 2, 3, 0]);
        using WorkerTeam team = new(1);
        using HashTables tables = new(10, 1, 5, bucketCapacity: 4);
        tables.Build(codes, team);
        TableLoad load = tables.MeasureLoad();
        Assert.Equal(5, load.BucketCount);
        Assert.Equal(2, load.EmptyBuckets);
        Assert.Equal(0.4, load.EmptyFraction);
        Assert.Equal(4, load.LargestBucket);
        Assert.Equal(7, load.StoredIds);
        Assert.Equal(3, load.DroppedIds);
        Assert.Equal([2, 1, 1, 1], load.SizeHistogram); // empty; 1; 2 to 3; 4 to 7
        Assert.Equal([0, 1, 2, 4], load.IdHistogram);
    }

    [Fact]
    public void FiftyTablesOf670091RowsTakeLessThan150Megabytes()
    {
        Assert.InRange(HashTables.RequiredBytes(670_091, 50, 1 << HashFamilyOptions.LargestBucketBits), 0, 150_000_000);
        using HashTables tables = new(100, 3, 16, 4);
        Assert.Equal(HashTables.RequiredBytes(100, 3, 16, 4), tables.MemoryBytes);
        Assert.Equal(3 * 4 * (64 + 17), tables.MemoryBytes);
    }

    [Fact]
    public void MismatchedCodesAndForeignBucketsAreRefused()
    {
        using WorkerTeam team = new(2);
        using HashTables tables = new(4, 2, 8);
        using BucketCodes shape = new(5, 2);
        using BucketCodes outside = new(4, 2);
        outside.Table(1)[3] = 8;
        Assert.Throws<ArgumentException>(() => tables.Build(shape, team));
        Assert.Throws<ArgumentException>(() => tables.Build(outside, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Bucket(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Bucket(0, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => tables.Bucket(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashTables(4, 2, 65_537));
    }

    [Fact]
    public void CodesAreStoredTableAfterTable()
    {
        using BucketCodes codes = new(4, 3);
        codes.Store(1, [1, 2, 3, 11, 12, 13]);
        Assert.Equal([0, 1, 11, 0], codes.Table(0).ToArray());
        Assert.Equal([0, 3, 13, 0], codes.Table(2).ToArray());
        Assert.Throws<ArgumentException>(() => codes.Store(0, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Store(3, [1, 2, 3, 4, 5, 6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Store(-1, [1, 2, 3]));
    }

    private static BucketCodes Codes(int rows, int tableCount, int buckets, ulong seed)
    {
        BucketCodes codes = new(rows, tableCount);
        RandomStream random = new(seed);
        for (int table = 0; table < tableCount; table++)
        {
            foreach (ref ushort code in codes.Table(table))
                code = (ushort)random.NextInt32(buckets);
        }

        return codes;
    }
}
