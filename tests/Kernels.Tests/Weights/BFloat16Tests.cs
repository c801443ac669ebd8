namespace Glissade.Kernels.Tests;

public sealed class BFloat16Tests
{
    /// <summary>Numbers at which rounding could go wrong.</summary>
    internal static readonly float[] Awkward =
    [
        0, -0f, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon,
        1.17549435e-38f, 1.1754942e-38f, 3.3895314e38f, 3.396e38f, 1.00390625f, 1.01171875f, 1.0039062f, 1.0039064f,
        BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFF800001), BitConverter.UInt32BitsToSingle(0x7FFFFFFF),
        BitConverter.UInt32BitsToSingle(0xFFFFFFFF), BitConverter.UInt32BitsToSingle(0x7F80FFFF),
    ];

    [Fact]
    public void EveryNumberComesBackUnderAnyRounding()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float value = BFloat16.ToSingle((ushort)bits);
            ushort nearest = BFloat16.FromSingle(value);
            ushort random = BFloat16.FromSingle(value, (uint)bits * 12345);
            if (float.IsNaN(value))
            {
                Assert.True(float.IsNaN(BFloat16.ToSingle(nearest)));
                Assert.True(float.IsNaN(BFloat16.ToSingle(random)));
                continue;
            }
            Assert.Equal(bits, nearest);
            Assert.Equal(bits, random);
        }
    }

    [Fact]
    public void TheNearestNumberIsTakenAndTheEvenOneOfTwo()
    {
        RandomStream random = new(1);
        for (int round = 0; round < 200_000; round++)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)random.NextUInt64() & (round % 2 == 0 ? 0xFFFFFFFFu : 0xFFFF8000u));
            if (!float.IsFinite(value) || Math.Abs(value) > 3.38e38)
                continue;
            // Magnitudes are ordered as their bits are: the two neighbours are the bits cut off and the next.
            ushort lower = (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
            ushort upper = (ushort)(lower + 1);
            double toLower = Math.Abs((double)value - BFloat16.ToSingle(lower));
            double toUpper = Math.Abs((double)value - BFloat16.ToSingle(upper));
            bool takesLower = toLower < toUpper || (toLower == toUpper && lower % 2 == 0);
            Assert.Equal(takesLower ? lower : upper, BFloat16.FromSingle(value));
        }
    }

    [Fact]
    public void WhatLiesBeyondTheLargestNumberIsInfinite()
    {
        Assert.Equal(float.PositiveInfinity, BFloat16.ToSingle(BFloat16.FromSingle(float.MaxValue)));
        Assert.Equal(float.NegativeInfinity, BFloat16.ToSingle(BFloat16.FromSingle(float.MinValue)));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0009765625)]
    [InlineData(-1.005)]
    [InlineData(3.1415927)]
    [InlineData(-7.3e-20)]
    [InlineData(1.2e30)]
    public void StochasticRoundingIsRightOnAverageAndTakesNeighboursOnly(double number)
    {
        float value = (float)number;
        double step = Math.Abs(BFloat16.ToSingle((ushort)((BitConverter.SingleToUInt32Bits(value) >> 16) + 1))
            - BFloat16.ToSingle((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)));
        const int keys = 4096; // the whole table
        double sum = 0;
        for (uint key = 0; key < keys; key++)
        {
            double error = BFloat16.ToSingle(BFloat16.FromSingle(value, key)) - (double)value;
            Assert.True(Math.Abs(error) < step, $"{error} is more than a step of {step}");
            sum += error;
        }
        Assert.True(Math.Abs(sum / keys) < 1.01 * step / keys, $"mean error {sum / keys}, step {step}");
    }

    [Fact]
    public unsafe void EachStretchOfKeysMeetsTheWholeRangeOfNoiseOnce()
    {
        uint[] noise = [.. Enumerable.Range(0, 4096).Select(key => RoundingNoise.At(9_000 + (uint)key))];
        Assert.Equal(Enumerable.Range(0, 4096), noise.Order().Select(value => (int)value / 16));
        Assert.Equal(65_535 / 2.0, noise.Average(value => value));
        // Neighbours do not know of each other: the correlation of 4,096 pairs has a deviation of 0.016.
        double correlation = noise.Zip(noise.Skip(1), (a, b) => (a - 32_767.5) * (b - 32_767.5)).Sum() / 4096 / (65_536.0 * 65_536 / 12);
        Assert.InRange(correlation, -0.08, 0.08);
        for (uint key = 4080; key < 4100; key++)
        {
            for (uint i = 0; i < 16; i++)
                Assert.Equal(RoundingNoise.At(key + i), RoundingNoise.From(key)[i]);
        }
    }
}
