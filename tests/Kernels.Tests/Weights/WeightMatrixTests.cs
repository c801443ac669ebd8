namespace Glissade.Kernels.Tests;

public sealed unsafe class WeightMatrixTests
{
    [Theory]
    [InlineData(WeightPrecision.Single, 1, 64)]
    [InlineData(WeightPrecision.Single, 128, 512)]
    [InlineData(WeightPrecision.Single, 129, 576)]
    [InlineData(WeightPrecision.BFloat16, 1, 64)]
    [InlineData(WeightPrecision.BFloat16, 128, 256)]
    [InlineData(WeightPrecision.BFloat16, 129, 320)]
    [InlineData(WeightPrecision.BFloat16Nearest, 129, 320)]
    public void RowsAreWholeCacheLines(WeightPrecision precision, int columns, int expected)
    {
        using WeightMatrix matrix = new(3, columns, precision);
        Assert.Equal(expected, matrix.StrideBytes);
        Assert.Equal(3 * expected, matrix.ByteLength);
        Assert.Equal(0, (nint)matrix.RowPointer(2) % 64);
    }

    [Theory]
    [InlineData(WeightPrecision.Single)]
    [InlineData(WeightPrecision.BFloat16)]
    [InlineData(WeightPrecision.BFloat16Nearest)]
    public void WhatIsWrittenIsReadAsTheNearestStoredNumberAndViewedAlike(WeightPrecision precision)
    {
        using WeightMatrix matrix = new(5, 21, precision);
        using RowMatrix scratch = new(3, 21);
        RandomStream random = new(1);
        float[][] rows = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 21).Select(_ => random.NextGaussian()).ToArray())];
        for (int row = 0; row < 5; row++)
            matrix.WriteRow(row, rows[row]);
        float* view = matrix.View(2, 3, scratch, out int stride);
        for (int row = 0; row < 5; row++)
        {
            float[] expected = [.. rows[row].Select(value => precision == WeightPrecision.Single ? value : BFloat16.ToSingle(BFloat16.FromSingle(value)))];
            float[] read = new float[21];
            matrix.ReadRow(row, read);
            Assert.Equal(expected, read);
            if (row >= 2)
            {
                Assert.Equal(expected, new Span<float>(view + ((row - 2) * stride), 21));
                Assert.All(new Span<float>(view + ((row - 2) * stride) + 21, 11).ToArray(), padding => Assert.Equal(0, padding));
            }
        }
    }

    [Fact]
    public void OnlyRowsInSinglePrecisionCanBeSeenAsTheyLie()
    {
        using WeightMatrix single = new(2, 3);
        single.Row(1)[2] = 5;
        float[] read = new float[3];
        single.ReadRow(1, read);
        Assert.Equal([0, 0, 5], read);
        using WeightMatrix half = new(2, 3, WeightPrecision.BFloat16);
        Assert.Throws<InvalidOperationException>(() => half.Row(1));
    }

    [Fact]
    public void ShapesThatCannotBeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightMatrix(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightMatrix(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightMatrix(1, 1, (WeightPrecision)9));
        using WeightMatrix matrix = new(2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadRow(2, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadRow(-1, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadRow(0, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.WriteRow(0, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.RowBytes(2));
    }
}
