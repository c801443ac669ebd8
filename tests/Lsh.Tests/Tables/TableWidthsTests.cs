using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class TableWidthsTests
{
    [Property]
    public void TheWidthIsTheSmallestWhoseSizeBiasedMeanBucketIsWithinTheTarget(byte[] raw, PositiveInt wanted)
    {
        const int Bits = 6;
        double target = 1 + (wanted.Get % 40);
        using SimHashFamily family = new(4, new HashFamilyOptions { HashesPerTable = Bits, TableCount = 2 });
        using BucketCodes codes = new(raw.Length, 2);
        int[][] full = new int[2][];
        for (int table = 0; table < 2; table++)
        {
            // The second table is the lopsided one.
            full[table] = [.. raw.Select(value => table == 0 ? value % 64 : value % 64 & value / 4)];
            for (int row = 0; row < raw.Length; row++)
                codes.Table(table)[row] = (ushort)full[table][row];
        }

        using WorkerTeam team = new(2);
        TableWidths widths = new(family, target);
        widths.Choose(codes, team);
        for (int table = 0; table < 2; table++)
        {
            int expected = Enumerable.Range(0, Bits).FirstOrDefault(bits => MeanBucket(full[table], bits) <= target, Bits);
            Assert.Equal(expected, widths.Bits(table));
            int mask = (1 << expected) - 1;
            Assert.Equal(full[table].Select(code => (ushort)(code & mask)), codes.Table(table).ToArray());
            int[] queries = [.. full[table]];
            int[] pairs = [.. full[0].Zip(full[1]).SelectMany(pair => (int[])[pair.First, pair.Second])];
            widths.Cut(pairs);
            Assert.Equal(codes.Table(table).ToArray().Select(code => (int)code), pairs.Where((_, i) => i % 2 == table));
        }
    }

    [Theory]
    [InlineData("simhash")]
    [InlineData("dwta")]
    public void EveryRowIsInTheBucketThatItsQueryMeetsInEachTable(string name)
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(400, TestFamilies.Dimension, seed: 2));
        using RowMatrix queries = Samples.Gaussian(400, TestFamilies.Dimension, seed: 2);
        using WorkerTeam team = new(2);
        LshIndexOptions options = new() { Centre = false, TargetBucketSize = 120 };
        using LshIndex index = new(400, TestFamilies.Create(name), options);
        index.Rebuild(rows, default, team);
        Assert.Contains(Enumerable.Range(0, index.TableCount), table => 1 << index.Widths!.Bits(table) < index.Tables.BucketsPerTable);
        using IndexQuery state = index.CreateQuery();
        int[] buckets = new int[400 * index.TableCount];
        unsafe
        {
            for (int start = 0; start < 400; start += 50)
            {
                index.HashBlock(
                    queries.RowPointer(start), queries.Stride, 50, buckets.AsSpan(start * index.TableCount, 50 * index.TableCount), (LshQuery)state);
            }
        }

        for (int row = 0; row < 400; row++)
        {
            for (int table = 0; table < index.TableCount; table++)
                Assert.True(index.Tables.Bucket(table, buckets[(row * index.TableCount) + table]).Contains(row));
        }

        // A query meets about the bucket that was asked for.
        double mean = buckets.Select((bucket, i) => index.Tables.Bucket(i % index.TableCount, bucket).Length).Average();
        Assert.InRange(mean, 10, 120);
        int[] ids = new int[3];
        Assert.Equal(3, index.Search(queries.Row(7), 3, ids, state));
        Assert.Equal(7, ids[0]);
    }

    [Fact]
    public void TablesWithAWidthEachAreTheSameForAnyTeam()
    {
        using DriftedLayer layer = new(rowCount: 700, queryCount: 5, seed: 6);
        int[]? expected = null;
        for (int size = 1; size <= 3; size++)
        {
            using WorkerTeam team = new(size);
            using LshIndex index = new(
                700, new SimHashFamily(33, new HashFamilyOptions { HashesPerTable = 9, TableCount = 6 }),
                new LshIndexOptions { TargetBucketSize = 12.5 });
            index.Rebuild(layer.Rows, layer.Moments(), team);
            expected ??= TableContent.Of(index.Tables);
            Assert.Equal(expected, TableContent.Of(index.Tables));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ATargetThatIsNoSizeIsRefused(double target)
    {
        using SimHashFamily family = new(4, new HashFamilyOptions());
        ArgumentException refusal =
            Assert.Throws<ArgumentException>(() => new LshIndex(10, family, new LshIndexOptions { TargetBucketSize = target }));
        Assert.StartsWith("TargetBucketSize must be at least 1, but is ", refusal.Message, StringComparison.Ordinal);
    }

    private static double MeanBucket(int[] codes, int bits) =>
        codes.Length == 0
            ? 0
            : codes.GroupBy(code => code & ((1 << bits) - 1)).Sum(bucket => (double)bucket.Count() * bucket.Count()) / codes.Length;
}
