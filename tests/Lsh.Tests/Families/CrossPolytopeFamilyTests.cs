using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class CrossPolytopeFamilyTests
{
    private const int Seeds = 12;

    [Theory]
    [InlineData(1, 32, 3)]
    [InlineData(21, 32, 2)]
    [InlineData(21, 4, 3)]
    [InlineData(64, 16, 2)]
    [InlineData(40, 1, 5)]
    public void BucketsEqualTheDefinition(int dimension, int polytopeDimension, int hashesPerTable)
    {
        // Sums of small whole numbers are exact, so equal coordinates, of which there are many, are equal in any order of summation.
        HashFamilyOptions options = new() { HashesPerTable = hashesPerTable, TableCount = 7, Seed = 5 };
        using CrossPolytopeFamily family = new(dimension, options, polytopeDimension);
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)dimension);
        int size = Math.Min(polytopeDimension, length);
        Assert.Equal(size, family.PolytopeDimension);
        using PolytopeRotations rotations = new(length, 7 * hashesPerTable);
        rotations.Draw(options.Seed);
        using RowMatrix rows = Samples.SmallIntegers(40, dimension, seed: 4);
        int[] found = TestFamilies.HashAll(family, rows);
        for (int i = 0; i < rows.Rows; i++)
        {
            int[] codes = [.. ReferenceCodes(rotations, rows.Row(i).ToArray(), size)];
            for (int table = 0; table < 7; table++)
            {
                int expected = Enumerable.Range(0, hashesPerTable)
                    .Sum(k => codes[(table * hashesPerTable) + k] * (int)Math.Pow(2 * size, k));
                Assert.Equal(expected, found[(i * 7) + table]);
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(128)]
    public void CollisionRateIsThatOfRandomGaussianProjections(int polytopeDimension)
    {
        double before = 1;
        double[] turns = [0.05, 0.15, 0.3, 0.5];
        (double Mean, double Error)[] rates = GaussianCollisions(polytopeDimension, turns, draws: 8_000);
        foreach ((double turn, (double Mean, double Error) expected) in turns.Zip(rates))
        {
            (float[] first, float[] second) = VectorPairs.AtAngle(100, turn * Math.PI, seed: 12);
            (double Mean, double Error) measured = CollisionRate.Measure(
                seed => new CrossPolytopeFamily(100, CollisionRate.OneCode(seed), polytopeDimension), first, second, Seeds);
            double error = Math.Sqrt((expected.Error * expected.Error) + (measured.Error * measured.Error));
            CollisionRate.AssertNear(expected.Mean, (measured.Mean, error));
            Assert.True(measured.Mean < before - 0.05 || turn == 0.5, $"the rate at {turn} pi is {measured.Mean}, after {before}");
            before = measured.Mean;
        }
    }

    [Theory]
    [InlineData(0.333)]
    [InlineData(0.4)]
    public void RateFallsWithTheDimensionAsPublished(double turn)
    {
        // ln(1/p) = t^2 / (4 - t^2) ln d + O(ln ln d) for unit vectors t apart (Andoni et al. 2015, theorem 1). The last term, slow as it
        // is, keeps the slope between two dimensions some way off, more so for smaller angles.
        const int Small = 16;
        const int Large = 512;
        double squared = 2 - (2 * Math.Cos(turn * Math.PI));
        (float[] first, float[] second) = VectorPairs.AtAngle(Large, turn * Math.PI, seed: 3);
        double LogRate(int size) => Math.Log(CollisionRate.Measure(
            seed => new CrossPolytopeFamily(Large, CollisionRate.OneCode(seed), size), first, second, seeds: 4).Mean);
        double slope = (LogRate(Small) - LogRate(Large)) / Math.Log(Large / Small);
        Assert.InRange(slope / (squared / (4 - squared)), 0.75, 1.3);
    }

    [Fact]
    public void UnrelatedVectorsAgreeOncePerVertex()
    {
        (float[] first, float[] second) = VectorPairs.AtAngle(100, Math.PI / 2, seed: 2);
        CollisionRate.AssertNear(
            1 / 64.0, CollisionRate.Measure(seed => new CrossPolytopeFamily(100, CollisionRate.OneCode(seed)), first, second, Seeds));
    }

    [Fact]
    public void OppositeVectorsAgreeInNoCode()
    {
        (float[] first, float[] second) = VectorPairs.AtAngle(100, Math.PI, seed: 2);
        using CrossPolytopeFamily family = new(100, CollisionRate.OneCode(1));
        Assert.DoesNotContain(TestFamilies.Hash(family, first).Zip(TestFamilies.Hash(family, second)), pair => pair.First == pair.Second);
    }

    [Fact]
    public void RotationsKeepAngles()
    {
        const int Length = 64;
        (float[] first, float[] second) = VectorPairs.AtAngle(Length, 1.1, seed: 2);
        using PolytopeRotations rotations = new(Length, 2);
        rotations.Draw(4);
        double[] a = Rotate(rotations, 1, first);
        double[] b = Rotate(rotations, 1, second);
        double scale = Math.Pow(Length, 3);
        Assert.Equal(Math.Cos(1.1) * scale, a.Zip(b, (x, y) => x * y).Sum(), 1e-4 * scale);
        Assert.Equal(scale, a.Sum(x => x * x), 1e-4 * scale);
        Assert.NotEqual(a, Rotate(rotations, 0, first));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-8)]
    [InlineData(65536)]
    public void PolytopesOfOtherDimensionsAreRefused(int polytopeDimension)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => new CrossPolytopeFamily(8, new HashFamilyOptions { HashesPerTable = 1 }, polytopeDimension));
        Assert.Contains(
            $"polytopeDimension must be a power of two between 1 and 32768, but is {polytopeDimension}", failure.Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// How often the vertices nearest to the projections of two vectors are equal, for each angle between them in parts of pi, where the
    /// projections are independent normal variables: in p coordinates, pairs of them with the cosine for correlation.
    /// </summary>
    private static (double Mean, double Error)[] GaussianCollisions(int size, double[] turns, int draws)
    {
        RandomStream random = new(99, (ulong)size);
        double[] first = new double[size], own = new double[size], second = new double[size];
        int[] equal = new int[turns.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            for (int i = 0; i < size; i++)
            {
                first[i] = random.NextGaussian();
                own[i] = random.NextGaussian();
            }

            int vertex = Vertex(first);
            for (int turn = 0; turn < turns.Length; turn++)
            {
                (double sin, double cos) = Math.SinCos(turns[turn] * Math.PI);
                for (int i = 0; i < size; i++)
                    second[i] = (cos * first[i]) + (sin * own[i]);
                equal[turn] += vertex == Vertex(second) ? 1 : 0;
            }
        }

        return
        [
            .. equal.Select(count =>
            {
                double rate = count / (double)draws;
                return (rate, Math.Sqrt(rate * (1 - rate) / draws));
            }),
        ];
    }

    private static IEnumerable<int> ReferenceCodes(PolytopeRotations rotations, float[] vector, int size)
    {
        for (int rotation = 0; rotation < rotations.Count; rotation++)
        {
            foreach (double[] run in Rotate(rotations, rotation, vector).Chunk(size))
                yield return Vertex(run);
        }
    }

    private static double[] Rotate(PolytopeRotations rotations, int rotation, float[] vector)
    {
        double[] rotated = [.. Enumerable.Range(0, rotations.Length).Select(i => i < vector.Length ? (double)vector[i] : 0)];
        for (int round = 0; round < PolytopeRotations.Rounds; round++)
        {
            double[] flipped = new double[rotated.Length];
            for (int i = 0; i < flipped.Length; i++)
                flipped[i] = rotated[i] * rotations.Signs(rotation, round)[i];
            Array.Clear(rotated);
            for (int i = 0; i < flipped.Length; i++)
            {
                for (int j = 0; j < flipped.Length; j++)
                    rotated[i] += int.IsEvenInteger(BitOperations.PopCount((uint)(i & j))) ? flipped[j] : -flipped[j];
            }
        }

        return rotated;
    }

    /// <summary>Position of the first of the largest absolute values, plus the length if it is negative.</summary>
    private static int Vertex(double[] run)
    {
        int position = 0;
        for (int i = 1; i < run.Length; i++)
        {
            if (Math.Abs(run[i]) > Math.Abs(run[position]))
                position = i;
        }

        return run[position] < 0 ? position + run.Length : position;
    }
}
