using FsCheck;
using FsCheck.Xunit;

namespace Glissade.Kernels.Tests;

public sealed class RandomStreamTests
{
    [Property]
    public void TheSameKeysGiveTheSameNumbers(ulong seed, ulong key1, ulong key2, ulong key3)
    {
        RandomStream one = new(seed, key1, key2, key3);
        RandomStream other = new(seed, key1, key2, key3);
        for (int i = 0; i < 10; i++)
            Assert.Equal(one.NextUInt64(), other.NextUInt64());
    }

    [Fact]
    public void NearbyKeysGiveOtherStreams()
    {
        HashSet<ulong> firsts = [];
        for (ulong seed = 0; seed < 4; seed++)
        {
            for (ulong key1 = 0; key1 < 8; key1++)
            {
                for (ulong key2 = 0; key2 < 8; key2++)
                {
                    for (ulong key3 = 0; key3 < 8; key3++)
                        Assert.True(firsts.Add(new RandomStream(seed, key1, key2, key3).NextUInt64()), $"{seed} {key1} {key2} {key3}");
                }
            }
        }
    }

    [Property]
    public void BoundedNumbersStayWithinTheirBound(ulong seed, PositiveInt bound)
    {
        RandomStream random = new(seed);
        for (int i = 0; i < 100; i++)
        {
            Assert.InRange(random.NextInt32(bound.Get), 0, bound.Get - 1);
            Assert.InRange(random.NextInt32(int.MaxValue), 0, int.MaxValue - 1);
            Assert.InRange(random.NextSingle(), 0, MathF.BitDecrement(1));
            Assert.InRange(random.NextDouble(), 0, Math.BitDecrement(1));
        }
    }

    [Fact]
    public void NumbersAreRoughlyUniform()
    {
        const int cells = 100;
        const int draws = 1_000_000;
        int[] wholes = new int[cells];
        int[] fractions = new int[cells];
        RandomStream random = new(3);
        for (int i = 0; i < draws; i++)
        {
            wholes[random.NextInt32(cells)]++;
            fractions[(int)(random.NextSingle() * cells)]++;
        }
        // Chi-square with 99 degrees of freedom: mean 99, deviation 14.
        Assert.InRange(ChiSquare(wholes, draws), 99 - 56, 99 + 56);
        Assert.InRange(ChiSquare(fractions, draws), 99 - 56, 99 + 56);
    }

    [Fact]
    public void GaussianNumbersHaveMeanZeroAndDeviationOne()
    {
        RandomStream random = new(4);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 200_000; i++)
        {
            float value = random.NextGaussian();
            sum += value;
            squares += value * value;
        }
        Assert.InRange(sum / 200_000, -0.01, 0.01);
        Assert.InRange(squares / 200_000, 0.98, 1.02);
    }

    [Property]
    public void ShufflingPermutes(ulong seed, NonNegativeInt length)
    {
        int[] items = [.. Enumerable.Range(0, length.Get)];
        new RandomStream(seed).Shuffle(items);
        Assert.Equal(Enumerable.Range(0, length.Get), items.Order());
    }

    [Fact]
    public void EveryOrderIsEquallyLikely()
    {
        Dictionary<string, int> orders = [];
        RandomStream random = new(5);
        for (int i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            random.Shuffle(items);
            string order = string.Concat(items);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, orders.Count);
        // 23 degrees of freedom: mean 23, deviation 6.8.
        Assert.InRange(ChiSquare([.. orders.Values], 24_000), 2, 52);
    }

    private static double ChiSquare(int[] counts, int draws)
    {
        double expected = (double)draws / counts.Length;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
