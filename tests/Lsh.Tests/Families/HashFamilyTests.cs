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
    [InlineData("wta")]
    [InlineData("minhash")]
    [InlineData("cross-polytope")]
    [InlineData("cross-polytope-folded")]
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
    [MemberData(nameof(Families))]
    public void BucketsAreTheCodesSideBySideSoNeighboursDoNotOverlap(string name)
    {
        // The same hash functions as three codes in each of 4 tables, and alone in 12 tables.
        const int Hashes = 3;
        const int Tables = 4;
        using IHashFamily together = Unfolded(name, Hashes, Tables);
        using IHashFamily alone = Unfolded(name, 1, Hashes * Tables);
        int values = alone.BucketsPerTable;
        Assert.Equal(values * values * values, together.BucketsPerTable);
        using RowMatrix rows = Samples.SmallIntegers(300, 16, seed: 8);
        int[] packed = TestFamilies.HashAll(together, rows);
        int[] codes = TestFamilies.HashAll(alone, rows);
        for (int i = 0; i < packed.Length; i++)
            Assert.Equal(codes[3 * i] + (values * codes[(3 * i) + 1]) + (values * values * codes[(3 * i) + 2]), packed[i]);
    }

    [Theory]
    [InlineData("simhash", 6)]
    [InlineData("simhash-signs", 6)]
    [InlineData("dwta", 2)]
    [InlineData("wta", 2)]
    [InlineData("minhash", 2)]
    [InlineData("cross-polytope", 2)]
    public void AllBucketsAreReachable(string name, int hashesPerTable)
    {
        const int Tables = 3;
        using IHashFamily family = Unfolded(name, hashesPerTable, Tables);
        using RowMatrix rows = Samples.Gaussian(100 * family.BucketsPerTable, 16, seed: 8);
        int[] found = TestFamilies.HashAll(family, rows);
        for (int table = 0; table < Tables; table++)
        {
            Assert.Equal(
                family.BucketsPerTable, Enumerable.Range(0, rows.Rows).Select(i => found[(i * Tables) + table]).Distinct().Count());
        }
    }

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void PositiveScalingChangesNoBucket(AwkwardVector vector, byte power)
    {
        // Powers of two scale without rounding; elements are kept where neither they nor their sums leave the normal range.
        float[] tame = [.. vector.Values.Select(value => Math.Abs(value) is > 1e-10f and < 1e10f ? value : 0)];
        float scale = MathF.ScaleB(1, (power % 41) - 20);
        foreach (string name in TestFamilies.Names)
        {
            using IHashFamily family = TestFamilies.Create(name);
            Assert.Equal(TestFamilies.Hash(family, tame), TestFamilies.Hash(family, [.. tame.Select(value => value * scale)]));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void OverflowingVectorsHashToValidBuckets(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        foreach (float value in new[] { float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN })
        {
            float[] vector = new float[TestFamilies.Dimension];
            Array.Fill(vector, value);
            Assert.All(TestFamilies.Hash(family, vector), bucket => Assert.InRange(bucket, 0, family.BucketsPerTable - 1));
            int[] ids = [.. Enumerable.Range(0, vector.Length)];
            Assert.All(TestFamilies.HashSparse(family, ids, vector), bucket => Assert.InRange(bucket, 0, family.BucketsPerTable - 1));
        }
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

    [Fact]
    public void CodesTooWideToPackAreNamed()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => new CrossPolytopeFamily(40, new HashFamilyOptions { HashesPerTable = 10 }));
        Assert.Equal("HashesPerTable must be between 1 and 9 for codes of 6 bits, but is 10", failure.Message);
    }

    /// <summary>The family for vectors of 16 elements, its codes not folded.</summary>
    private static IHashFamily Unfolded(string name, int hashesPerTable, int tableCount)
    {
        HashFamilyOptions options = new() { HashesPerTable = hashesPerTable, TableCount = tableCount, Seed = 3 };
        return name.Replace("-folded", "", StringComparison.Ordinal) switch
        {
            "simhash" => new SimHashFamily(16, options),
            "simhash-signs" => new SimHashFamily(16, options, ProjectionKind.SparseSigns),
            "dwta" => new DwtaFamily(16, options),
            "wta" => new WtaFamily(16, options),
            "minhash" => new MinHashFamily(16, options, topElements: 2),
            "cross-polytope" => new CrossPolytopeFamily(16, options, polytopeDimension: 4),
            _ => throw new ArgumentException(name),
        };
    }
}
