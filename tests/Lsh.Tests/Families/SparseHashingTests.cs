using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>Sparse vectors hash as they do written densely.</summary>
public sealed class SparseHashingTests
{
    public static TheoryData<string> Families => TestFamilies.Theory;

    [Property(Arbitrary = [typeof(AwkwardVectors)], MaxTest = 200)]
    public void SparseEqualsDense(AwkwardVector vector, int kept, int stored)
    {
        float[] dense = [.. vector.Values.Select((value, i) => (kept >> i & 1) != 0 ? value : 0)];
        (int[] ids, float[] values) = Sparse(dense, stored);
        foreach (string name in TestFamilies.ExactNames)
        {
            using IHashFamily family = TestFamilies.Create(name);
            Assert.Equal(TestFamilies.Hash(family, dense), TestFamilies.HashSparse(family, ids, values));
        }
    }

    [Theory]
    [InlineData("dwta")]
    [InlineData("wta")]
    [InlineData("minhash")]
    public void SparseEqualsDenseWithValuesThatAreNoNumbers(string name)
    {
        float[] kinds = [0, -0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, -1, 1];
        using IHashFamily family = TestFamilies.Create(name);
        RandomStream random = new(6);
        for (int round = 0; round < 300; round++)
        {
            // Often of two kinds only, so that whole bins have nothing else.
            int known = round % 2 == 0 ? kinds.Length : 2;
            int from = random.NextInt32(kinds.Length - known + 1);
            float[] dense = new float[TestFamilies.Dimension];
            foreach (ref float value in dense.AsSpan())
                value = kinds[from + random.NextInt32(known)];
            (int[] ids, float[] values) = Sparse(dense, random.NextInt32(int.MaxValue));
            Assert.Equal(TestFamilies.Hash(family, dense), TestFamilies.HashSparse(family, ids, values));
        }
    }

    [Fact]
    public void SparseEqualsDenseWhereSumsAreExact()
    {
        using IHashFamily family = TestFamilies.Create("simhash-signs");
        using RowMatrix rows = Samples.SmallIntegers(200, TestFamilies.Dimension, seed: 3);
        for (int i = 0; i < rows.Rows; i++)
        {
            float[] dense = rows.Row(i).ToArray();
            (int[] ids, float[] values) = Sparse(dense, i);
            Assert.Equal(TestFamilies.Hash(family, dense), TestFamilies.HashSparse(family, ids, values));
        }
    }

    [Fact]
    public void RoundingDecidesOnlyWhereAProjectionIsNearZero()
    {
        const int Dimension = 60;
        const int Bits = 500;
        using SimHashFamily family = new(Dimension, new HashFamilyOptions { HashesPerTable = 1, TableCount = Bits, Seed = 8 });
        using RowMatrix projections = new(Dimension, Bits);
        SimHashProjections.Draw(projections, ProjectionKind.Gaussian, seed: 8);
        using RowMatrix rows = Samples.Gaussian(40, Dimension, seed: 3);
        for (int i = 0; i < rows.Rows; i++)
        {
            float[] dense = [.. rows.Row(i).ToArray().Select((value, id) => (id + i) % 3 == 0 ? value : 0)];
            (int[] ids, float[] values) = Sparse(dense, 0);
            int[] found = TestFamilies.HashSparse(family, ids, values);
            int[] foundDense = TestFamilies.Hash(family, dense);
            for (int bit = 0; bit < Bits; bit++)
            {
                double projection = Enumerable.Range(0, Dimension).Sum(id => (double)dense[id] * projections.Row(id)[bit]);
                if (Math.Abs(projection) < 1e-4)
                    continue;
                Assert.Equal(projection > 0 ? 1 : 0, found[bit]);
                Assert.Equal(found[bit], foundDense[bit]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void TheVectorWithoutElementsHashesToBucketZeroOfEveryTable(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        Assert.All(TestFamilies.HashSparse(family, [], []), bucket => Assert.Equal(0, bucket));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void AScratchRemembersNothingAndHashingAllocatesNothing(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using RowMatrix rows = Samples.Gaussian(20, TestFamilies.Dimension, seed: 2);
        using HashScratch scratch = family.CreateScratch();
        int[] ids = [2, 3, 7, 11, 20];
        float[] values = [1.5f, -2, 0.25f, 3, -1];
        int[] otherIds = [0, 5];
        float[] otherValues = [9, 9];
        int[] expected = TestFamilies.HashSparse(family, ids, values);
        int[] expectedDense = TestFamilies.HashAll(family, rows);
        int[] buckets = new int[family.TableCount];
        int[] denseBuckets = new int[rows.Rows * family.TableCount];
        long allocated = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            HashDense(family, rows, denseBuckets, scratch);
            family.HashSparse(new SparseVector(otherIds, otherValues), buckets, scratch);
            family.HashSparse(new SparseVector(ids, values), buckets, scratch);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(expected, buckets);
            HashDense(family, rows, denseBuckets, scratch);
            Assert.Equal(expectedDense, denseBuckets);
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void IdsBeyondTheDimensionAreNamed(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        foreach (int id in (int[])[TestFamilies.Dimension, -1, int.MaxValue])
        {
            ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(
                () => TestFamilies.HashSparse(family, [1, id], [1, 1]));
            Assert.Equal(id, failure.ActualValue);
            Assert.Contains($"ids must be between 0 and 20, but one is {id}", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ForeignScratchAndShortOutputAreRefused(string name)
    {
        using IHashFamily family = TestFamilies.Create(name);
        using IHashFamily twin = TestFamilies.Create(name);
        using HashScratch foreign = twin.CreateScratch();
        using HashScratch own = family.CreateScratch();
        int[] buckets = new int[family.TableCount];
        Assert.Throws<ArgumentException>(() => family.HashSparse(default, buckets, foreign));
        Assert.Throws<ArgumentException>(() => family.HashSparse(default, buckets.AsSpan(1), own));
    }

    private static unsafe void HashDense(IHashFamily family, RowMatrix rows, int[] buckets, HashScratch scratch) =>
        family.Hash(rows.Pointer, rows.Stride, rows.Rows, buckets, scratch);

    /// <summary>The non-zeros, and those zeros that <paramref name="stored"/> has bits for.</summary>
    private static (int[] Ids, float[] Values) Sparse(float[] dense, int stored)
    {
        int[] ids = [.. Enumerable.Range(0, dense.Length).Where(i => dense[i] != 0 || (stored >> i & 1) != 0)];
        return (ids, [.. ids.Select(id => dense[id])]);
    }
}
