using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class SimHashFamilyTests
{
    private static readonly HashFamilyOptions OneBitTables = new() { HashesPerTable = 1, TableCount = 4000, Seed = 21 };

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void CollisionRateFollowsTheAngle(double turn)
    {
        const int Dimension = 48;
        (float[] first, float[] second) = VectorPairs.AtAngle(Dimension, turn * Math.PI, seed: 12);
        using SimHashFamily family = new(Dimension, OneBitTables);
        double expected = 1 - turn;
        double deviation = Math.Sqrt(expected * (1 - expected) / OneBitTables.TableCount);
        Assert.InRange(AgreementRate(family, first, second), expected - (4.5 * deviation), expected + (4.5 * deviation));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void CollisionRateOfSparseSignsFollowsTheAngleOfLongVectors(double turn)
    {
        // By the central limit theorem; 300 elements, of which a projection adds 100, are long enough for a hundredth.
        (float[] first, float[] second) = VectorPairs.AtAngle(300, turn * Math.PI, seed: 12);
        using SimHashFamily signs = new(300, OneBitTables, ProjectionKind.SparseSigns);
        double deviation = Math.Sqrt((1 - turn) * turn / OneBitTables.TableCount);
        Assert.InRange(AgreementRate(signs, first, second), 1 - turn - (4 * deviation) - 0.01, 1 - turn + (4 * deviation) + 0.01);
    }

    [Fact]
    public void CollisionRateOfSparseSignsIsThatOfEveryWayToDrawThem()
    {
        // Five elements, two of them +1 or -1: all 40 projections are listed, and the rate is not that of the angle.
        float[] first = [1, -2, 0.5f, 3, 0.25f];
        float[] second = [2, 1, -0.75f, 2, -1];
        List<bool> agreements = [];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < i; j++)
            {
                foreach ((float a, float b) in new[] { (1f, 1f), (1f, -1f), (-1f, 1f), (-1f, -1f) })
                    agreements.Add((a * first[i]) + (b * first[j]) > 0 == (a * second[i]) + (b * second[j]) > 0);
            }
        }

        double expected = agreements.Count(equal => equal) / 40.0;
        using SimHashFamily signs = new(5, OneBitTables, ProjectionKind.SparseSigns);
        double deviation = Math.Sqrt(expected * (1 - expected) / OneBitTables.TableCount);
        Assert.InRange(AgreementRate(signs, first, second), expected - (4 * deviation), expected + (4 * deviation));
    }

    [Fact]
    public void OppositeVectorsAgreeInNoBit()
    {
        using RowMatrix vector = Samples.Gaussian(1, 48, seed: 3);
        float[] forward = vector.Row(0).ToArray();
        using SimHashFamily family = new(48, OneBitTables);
        Assert.Equal(0, AgreementRate(family, forward, [.. forward.Select(value => -value)]));
    }

    [Fact]
    public void ZeroProjectionsOfBothSignsFallOnOneSide()
    {
        using SimHashFamily family = new(30, new HashFamilyOptions { HashesPerTable = 5, TableCount = 40 }, ProjectionKind.SparseSigns);
        float[] unit = new float[30];
        unit[4] = 1;
        float[] opposite = [.. unit.Select(value => -value)];
        int[] forward = TestFamilies.Hash(family, unit);
        int[] backward = TestFamilies.Hash(family, opposite);

        // Two thirds of the projections of a unit vector are zero: they must give bit 0 both ways, so no bit can be 1 in both.
        Assert.All(forward.Zip(backward), pair => Assert.Equal(0, pair.First & pair.Second));
        Assert.Contains(forward.Zip(backward), pair => (pair.First | pair.Second) != 31);
    }

    [Fact]
    public void SparseSignsHaveAThirdOfTheirElementsNonZero()
    {
        using RowMatrix projections = new(31, 50);
        SimHashProjections.Draw(projections, ProjectionKind.SparseSigns, seed: 4);
        int[] nonZeros = new int[50];
        for (int i = 0; i < projections.Rows; i++)
        {
            for (int column = 0; column < 50; column++)
            {
                float value = projections.Row(i)[column];
                Assert.Contains(value, new[] { -1f, 0f, 1f });
                nonZeros[column] += value != 0 ? 1 : 0;
            }
        }

        Assert.All(nonZeros, count => Assert.Equal(11, count));
    }

    [Fact]
    public void RedrawingSparseSignsLeavesNothingOfTheOldDraw()
    {
        using RowMatrix fresh = new(31, 20);
        using RowMatrix redrawn = new(31, 20);
        SimHashProjections.Draw(fresh, ProjectionKind.SparseSigns, seed: 4);
        SimHashProjections.Draw(redrawn, ProjectionKind.SparseSigns, seed: 3);
        SimHashProjections.Draw(redrawn, ProjectionKind.SparseSigns, seed: 4);
        for (int i = 0; i < fresh.Rows; i++)
            Assert.Equal(fresh.Row(i), redrawn.Row(i));
    }

    [Fact]
    public void AllBucketsAreReachableFoldedOrNot()
    {
        using RowMatrix rows = Samples.Gaussian(4000, 16, seed: 5);
        foreach (int hashes in new[] { 6, 13 })
        {
            using SimHashFamily family = new(16, new HashFamilyOptions { HashesPerTable = hashes, TableCount = 3, MaxBucketBits = 6 });
            Assert.Equal(64, family.BucketsPerTable);
            int[] buckets = TestFamilies.HashAll(family, rows);
            for (int table = 0; table < 3; table++)
                Assert.Equal(64, Enumerable.Range(0, rows.Rows).Select(i => buckets[(i * 3) + table]).Distinct().Count());
        }
    }

    private static double AgreementRate(SimHashFamily family, float[] first, float[] second) =>
        TestFamilies.Hash(family, first).Zip(TestFamilies.Hash(family, second)).Count(pair => pair.First == pair.Second)
            / (double)family.TableCount;
}
