using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class SimHashFamilyTests
{
    private static readonly HashFamilyOptions OneBitTables = new() { HashesPerTable = 1, TableCount = 4000, Seed = 21 };

    [Property(Arbitrary = [typeof(AwkwardVectors)])]
    public void PositiveScalingChangesNoBucket(AwkwardVector vector, byte power)
    {
        // Powers of two scale without rounding; elements are kept where neither they nor their sums leave the normal range.
        float[] tame = [.. vector.Values.Select(value => Math.Abs(value) is > 1e-10f and < 1e10f ? value : 0)];
        float scale = MathF.ScaleB(1, (power % 41) - 20);
        foreach (ProjectionKind kind in Enum.GetValues<ProjectionKind>())
        {
            using SimHashFamily family = new(TestFamilies.Dimension, new HashFamilyOptions { HashesPerTable = 4, TableCount = 20 }, kind);
            Assert.Equal(TestFamilies.Hash(family, tame), TestFamilies.Hash(family, [.. tame.Select(value => value * scale)]));
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void CollisionRateFollowsTheAngle(double turn)
    {
        const int Dimension = 48;
        using RowMatrix basis = Samples.Gaussian(2, Dimension, seed: 12);
        (float[] first, float[] second) = VectorsAtAngle(basis, turn * Math.PI);
        using SimHashFamily family = new(Dimension, OneBitTables);
        double expected = 1 - turn;
        double deviation = Math.Sqrt(expected * (1 - expected) / OneBitTables.TableCount);
        Assert.InRange(AgreementRate(family, first, second), expected - (4.5 * deviation), expected + (4.5 * deviation));
        using SimHashFamily signs = new(Dimension, OneBitTables, ProjectionKind.SparseSigns);
        Assert.InRange(AgreementRate(signs, first, second), expected - 0.06, expected + 0.06);
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

    private static (float[] First, float[] Second) VectorsAtAngle(RowMatrix basis, double angle)
    {
        double[] first = [.. basis.Row(0).ToArray().Select(value => (double)value)];
        double[] other = [.. basis.Row(1).ToArray().Select(value => (double)value)];
        double firstNorm = Math.Sqrt(first.Sum(value => value * value));
        double along = first.Zip(other, (a, b) => a * b).Sum() / (firstNorm * firstNorm);
        double[] across = [.. other.Zip(first, (b, a) => b - (along * a))];
        double acrossNorm = Math.Sqrt(across.Sum(value => value * value));
        return (
            [.. first.Select(value => (float)(value / firstNorm))],
            [.. first.Zip(across, (a, c) => (float)((Math.Cos(angle) * a / firstNorm) + (Math.Sin(angle) * c / acrossNorm)))]);
    }

    private static double AgreementRate(SimHashFamily family, float[] first, float[] second) =>
        TestFamilies.Hash(family, first).Zip(TestFamilies.Hash(family, second)).Count(pair => pair.First == pair.Second)
            / (double)family.TableCount;
}
