using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class DwtaFamilyTests
{
    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void OnlyTheOrderOfElementsCounts(AwkwardVector vector)
    {
        // A strictly increasing map that keeps zero: the rank among the distinct values, moved so that zero stays zero.
        float[] distinct = [.. vector.Values.Append(0).Select(value => value == 0 ? 0 : value).Distinct().Order()];
        float Rank(float value) => Array.IndexOf(distinct, value == 0 ? 0 : value) - Array.IndexOf(distinct, 0f);
        float[] ranks = [.. vector.Values.Select(Rank)];
        using DwtaFamily family = new(TestFamilies.Dimension, new HashFamilyOptions { HashesPerTable = 4, TableCount = 20 });
        Assert.Equal(TestFamilies.Hash(family, vector.Values), TestFamilies.Hash(family, ranks));
    }

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void BucketsEqualTheDefinition(AwkwardVector vector)
    {
        const ulong Seed = 31;
        HashFamilyOptions options = new() { HashesPerTable = 4, TableCount = 9, Seed = Seed };
        using DwtaFamily family = new(TestFamilies.Dimension, options);
        Assert.Equal(ReferenceBuckets(family, vector.Values, Seed), TestFamilies.Hash(family, vector.Values));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void CodesDoNotOverlapSoAllBucketsAreReachable(int hashesPerTable, int tableCount)
    {
        using DwtaFamily family = new(16, new HashFamilyOptions { HashesPerTable = hashesPerTable, TableCount = tableCount });
        int buckets = 1 << (3 * hashesPerTable);
        Assert.Equal(buckets, family.BucketsPerTable);
        using RowMatrix rows = Samples.Gaussian(3000, 16, seed: 8);
        int[] found = TestFamilies.HashAll(family, rows);
        for (int table = 0; table < tableCount; table++)
            Assert.Equal(buckets, Enumerable.Range(0, rows.Rows).Select(i => found[(i * tableCount) + table]).Distinct().Count());
    }

    [Fact]
    public void SixCodesFoldedToSixteenBitsSpreadOverAllBuckets()
    {
        // The trap of packing three-bit codes as if they had two reaches 9,555 of 2^18 buckets. Here 2^18 codes are thrown into 2^16
        // buckets, four each in the mean, and 2^16 rows draw among them: 1 - exp(4 (exp(-1/4) - 1)) = 58.7 % of the buckets get a row.
        using DwtaFamily family = new(128, new HashFamilyOptions { HashesPerTable = 6, TableCount = 1 });
        using RowMatrix rows = Samples.Gaussian(65_536, 128, seed: 8);
        int reached = TestFamilies.HashAll(family, rows).Distinct().Count();
        Assert.InRange(reached, (int)(0.58 * 65_536), (int)(0.595 * 65_536));
    }

    [Fact]
    public void OneNonZeroElementWinsEverywhere()
    {
        float[] vector = new float[64];
        vector[17] = -2.5f;
        using DwtaFamily family = new(64, new HashFamilyOptions { HashesPerTable = 2, TableCount = 30, Seed = 2 });
        Assert.Equal(ReferenceBuckets(family, vector, 2), TestFamilies.Hash(family, vector));
    }

    [Fact]
    public void SimilarVectorsCollideMoreOftenThanUnrelatedOnes()
    {
        const int Pairs = 60;
        using RowMatrix rows = Samples.Gaussian(2 * Pairs, 64, seed: 5);
        using DwtaFamily family = new(64, new HashFamilyOptions { HashesPerTable = 1, TableCount = 200 });
        double Shared(float[] one, float[] other) =>
            TestFamilies.Hash(family, one).Zip(TestFamilies.Hash(family, other)).Count(pair => pair.First == pair.Second) / 200.0;
        double unrelated = 0, near = 0;
        for (int i = 0; i < Pairs; i++)
        {
            float[] one = rows.Row(2 * i).ToArray();
            float[] other = rows.Row((2 * i) + 1).ToArray();
            unrelated += Shared(one, other) / Pairs;
            near += Shared(one, [.. one.Zip(other, (a, b) => a + (0.3f * b))]) / Pairs;
        }

        Assert.InRange(unrelated, 0.105, 0.145); // one in eight
        Assert.InRange(near, 0.5, 0.8);
    }

    /// <summary>The definition: the largest of the present elements, bin by bin.</summary>
    private static int[] ReferenceBuckets(DwtaFamily family, float[] vector, ulong seed)
    {
        int Winner(int[] members)
        {
            int[] present = [.. Enumerable.Range(0, members.Length).Where(position => vector[members[position]] != 0)];
            return present.Length == 0 ? ReferenceBins.Empty : present.MaxBy(position => vector[members[position]]);
        }

        return ReferenceBins.Buckets(family, Winner, seed);
    }
}
