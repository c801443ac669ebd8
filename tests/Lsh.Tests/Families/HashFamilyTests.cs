using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>What holds for every hash family.</summary>
public sealed unsafe class HashFamilyTests
{
    public static TheoryData<string> Families => TestFamilies.Theory;

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void AnyVectorHashesToValidBuckets(AwkwardVector vector)
    {
        foreach (string name in TestFamilies.Names)
        {
            using IHashFamily family = TestFamilies.Create(name);
            int[] buckets = TestFamilies.Hash(family, vector.Values);
            Assert.All(buckets, bucket => Assert.InRange(bucket, 0, family.BucketsPerTable - 1));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void EmptyVectorHashesToBucketZeroOfEveryTable(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        Assert.All(TestFamilies.Hash(family, new float[TestFamilies.Dimension]), bucket => Assert.Equal(0, bucket));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void NotANumberHashesToValidBuckets(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        float[] vector = new float[TestFamilies.Dimension];
        Array.Fill(vector, float.NaN);
        vector[3] = float.PositiveInfinity;
        vector[5] = float.NegativeInfinity;
        Assert.All(TestFamilies.Hash(family, vector), bucket => Assert.InRange(bucket, 0, family.BucketsPerTable - 1));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void VectorsOfOneElementHashToValidBuckets(string name)
    {
        using IHashFamily family = TestFamilies.Create(name, dimension: 1);
        foreach (float value in new[] { -1f, 0f, 1f })
            Assert.All(TestFamilies.Hash(family, [value]), bucket => Assert.InRange(bucket, 0, family.BucketsPerTable - 1));
    }

    [Theory]
    [InlineData("simhash-signs")]
    [InlineData("dwta")]
    [InlineData("dwta-folded")]
    public void HashingBlocksOfRowsEqualsHashingOneByOne(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using RowMatrix rows = Samples.SmallIntegers(150, TestFamilies.Dimension, seed: 3);
        int[] together = TestFamilies.HashAll(family, rows);
        using HashScratch scratch = family.CreateScratch();
        int[] alone = new int[family.TableCount];
        for (int i = 0; i < rows.Rows; i++)
        {
            family.Hash(rows.RowPointer(i), rows.Stride, 1, alone, scratch);
            Assert.Equal(together[(i * family.TableCount)..((i + 1) * family.TableCount)], alone);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void EqualSeedsGiveEqualFunctionsAndOthersDiffer(string name)
    {
        using RowMatrix rows = Samples.Gaussian(40, TestFamilies.Dimension, seed: 1);
        using IHashFamily one = TestFamilies.Create(name, seed: 5);
        using IHashFamily same = TestFamilies.Create(name, seed: 5);
        using IHashFamily other = TestFamilies.Create(name, seed: 6);
        int[] expected = TestFamilies.HashAll(one, rows);
        Assert.Equal(expected, TestFamilies.HashAll(same, rows));
        Assert.NotEqual(expected, TestFamilies.HashAll(other, rows));
        other.RedrawHashFunctions(5);
        Assert.Equal(expected, TestFamilies.HashAll(other, rows));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void TablesHaveDifferentFunctions(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using RowMatrix rows = Samples.Gaussian(60, TestFamilies.Dimension, seed: 2);
        int[] buckets = TestFamilies.HashAll(family, rows);
        string Column(int table) => string.Join(',', Enumerable.Range(0, rows.Rows).Select(i => buckets[(i * family.TableCount) + table]));
        Assert.Equal(family.TableCount, Enumerable.Range(0, family.TableCount).Select(Column).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ConcurrentHashingEqualsSequential(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using RowMatrix rows = Samples.Gaussian(200, TestFamilies.Dimension, seed: 2);
        int[] expected = TestFamilies.HashAll(family, rows);
        using WorkerTeam team = new(3);
        int[][] found = new int[team.Size][];
        for (int round = 0; round < 5; round++)
        {
            team.Run(worker => found[worker] = TestFamilies.HashAll(family, rows));
            Assert.All(found, buckets => Assert.Equal(expected, buckets));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void HashingAllocatesNothing(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using RowMatrix rows = Samples.Gaussian(100, TestFamilies.Dimension, seed: 2);
        using HashScratch scratch = family.CreateScratch();
        int[] buckets = new int[rows.Rows * family.TableCount];
        family.Hash(rows.Pointer, rows.Stride, rows.Rows, buckets, scratch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        family.Hash(rows.Pointer, rows.Stride, rows.Rows, buckets, scratch);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ForeignScratchAndShortOutputAreRefused(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using IHashFamily twin = TestFamilies.Create(name);
        using RowMatrix rows = Samples.Gaussian(2, TestFamilies.Dimension, seed: 2);
        using HashScratch foreign = twin.CreateScratch();
        using HashScratch own = family.CreateScratch();
        int[] buckets = new int[2 * family.TableCount];
        Assert.Throws<ArgumentException>(() => family.Hash(rows.Pointer, rows.Stride, 2, buckets, foreign));
        Assert.Throws<ArgumentException>(() => family.Hash(rows.Pointer, rows.Stride, 2, buckets.AsSpan(1), own));
        Assert.Throws<ArgumentOutOfRangeException>(() => family.Hash(rows.Pointer, family.Dimension - 1, 2, buckets, own));
        Assert.Throws<ArgumentOutOfRangeException>(() => family.Hash(rows.Pointer, rows.Stride, -1, buckets, own));
    }

    [Theory]
    [InlineData(0, 5, 8, "HashesPerTable")]
    [InlineData(19, 5, 8, "HashesPerTable")]
    [InlineData(3, 0, 8, "TableCount")]
    [InlineData(3, 5, 0, "MaxBucketBits")]
    [InlineData(3, 5, 17, "MaxBucketBits")]
    public void OptionsOutOfRangeAreNamed(int hashesPerTable, int tableCount, int maxBucketBits, string culprit)
    {
        HashFamilyOptions options = new() { HashesPerTable = hashesPerTable, TableCount = tableCount, MaxBucketBits = maxBucketBits };
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new DwtaFamily(16, options));
        Assert.Contains(culprit, failure.Message, StringComparison.Ordinal);
    }
}
