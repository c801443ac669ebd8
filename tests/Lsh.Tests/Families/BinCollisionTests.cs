using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>Collision probabilities of WTA, DWTA and MinHash against those found by listing all bins.</summary>
public sealed class BinCollisionTests
{
    private const int Seeds = 60;

    [Theory]
    [InlineData(8, 0.5)]
    [InlineData(11, 0.2)]
    [InlineData(15, 0.7)]
    public void WtaAgreesAsOftenAsBinsHaveTheSameLargestElement(int dimension, double noise)
    {
        (float[] first, float[] second) = Pair(dimension, noise, seed: (ulong)dimension);
        double expected = BinCollision.Probability(dimension, bin => Largest(first, bin), bin => Largest(second, bin));
        Assert.True(dimension == 8 || expected is > 0.2 and < 0.95);
        CollisionRate.AssertNear(
            expected, CollisionRate.Measure(seed => new WtaFamily(dimension, CollisionRate.OneCode(seed)), first, second, Seeds));
    }

    [Fact]
    public void WtaTakesZerosForEqualValues()
    {
        float[] first = [0, 0, 0, 0, 0, 2, -1, 0, 0, 3, 0, 0];
        float[] second = [0, 0, 1, 0, 0, 2, -1, 0, 0, 0, 0, -5];
        double expected = BinCollision.Probability(12, bin => Largest(first, bin), bin => Largest(second, bin));
        Assert.InRange(expected, 0.2, 0.95);
        CollisionRate.AssertNear(
            expected, CollisionRate.Measure(seed => new WtaFamily(12, CollisionRate.OneCode(seed)), first, second, Seeds));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(3, 0)]
    public void DwtaAgreesAsOftenAsBinsAndTheirLendersSay(int count, int shared)
    {
        (float[] first, float[] second) = SparsePair(15, count, shared);
        double expected = BinCollision.Probability(
            15, bin => Largest(first, bin & NonZeros(first)), bin => Largest(second, bin & NonZeros(second)));
        CollisionRate.AssertNear(
            expected, CollisionRate.Measure(seed => new DwtaFamily(15, CollisionRate.OneCode(seed)), first, second, Seeds));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 6)]
    public void MinHashAgreesAsOftenAsBinsAndTheirLendersSay(int count, int shared)
    {
        (float[] first, float[] second) = SparsePair(15, count, shared);
        double expected = BinCollision.Probability(15, bin => bin & NonZeros(first), bin => bin & NonZeros(second));
        CollisionRate.AssertNear(
            expected, CollisionRate.Measure(seed => new MinHashFamily(15, CollisionRate.OneCode(seed)), first, second, Seeds));
    }

    [Theory]
    [InlineData(40, 38)]
    [InlineData(40, 30)]
    [InlineData(40, 16)]
    public void MinHashAgreesAsOftenAsTheJaccardSimilarityOfSetsThatFillTheirBins(int count, int shared)
    {
        // A bin of 8 of 64 elements misses all 40 once in three thousand times.
        (float[] first, float[] second) = SparsePair(64, count, shared);
        double similarity = shared / (double)((2 * count) - shared);
        (double Mean, double Error) measured = CollisionRate.Measure(
            seed => new MinHashFamily(64, CollisionRate.OneCode(seed), MinHashFamily.AllNonZeros), first, second, Seeds);
        CollisionRate.AssertNear(similarity, measured, more: 0.001);
    }

    private static int NonZeros(float[] vector) => Bits(vector.Length, i => vector[i] != 0);

    /// <summary>Those of the bin's elements that are as large as its largest.</summary>
    private static int Largest(float[] vector, int bin)
    {
        float largest = vector.Where((_, i) => (bin >> i & 1) != 0).DefaultIfEmpty(0).Max();
        return Bits(vector.Length, i => (bin >> i & 1) != 0 && vector[i] == largest);
    }

    private static int Bits(int length, Func<int, bool> isSet) => Enumerable.Range(0, length).Where(isSet).Sum(i => 1 << i);

    private static (float[] First, float[] Second) Pair(int dimension, double noise, ulong seed)
    {
        using RowMatrix rows = Samples.Gaussian(2, dimension, seed);
        float[] first = rows.Row(0).ToArray();
        return (first, [.. first.Zip(rows.Row(1).ToArray(), (a, b) => a + ((float)noise * b))]);
    }

    /// <summary>Vectors of so many distinct non-zeros of both signs, of which so many are elements of both.</summary>
    private static (float[] First, float[] Second) SparsePair(int dimension, int count, int shared)
    {
        float[] first = new float[dimension], second = new float[dimension];
        RandomStream random = new(5, (ulong)count, (ulong)shared);
        for (int i = 0; i < count; i++)
        {
            first[i] = random.NextGaussian() + 0.5f;
            int other = count - shared + i;
            second[other] = other < count ? 0 : random.NextGaussian() + 0.5f;
        }

        for (int i = count - shared; i < count; i++)
            second[i] = first[i] + (0.3f * random.NextGaussian());
        return (first, second);
    }
}
