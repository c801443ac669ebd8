namespace Glissade.Layers.Tests;

public sealed class ActivationBatchTests
{
    [Fact]
    public void TheTransposeOfAShorterBatchIsPaddedWithZerosNotWithTheLongerOne()
    {
        using ActivationBatch hidden = new(40, 3);
        foreach (int count in (int[])[40, 17, 2])
        {
            hidden.Begin(count);
            for (int i = 0; i < count; i++)
                hidden.Values.Row(i)[..3].Fill(count + i);
            hidden.Transpose();
            int padded = (count + 15) / 16 * 16;
            for (int i = 0; i < padded; i++)
            {
                Assert.Equal(i < count ? count + i : 0, hidden.Transposed.Row(1)[i]);
                Assert.Equal(i < count ? 1 : 0, hidden.Transposed.Row(3)[i]);
            }
        }
    }

    [Fact]
    public void MoreSamplesThanThereIsRoomForAreRefused()
    {
        using ActivationBatch hidden = new(4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => hidden.Begin(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    public void TransposedRowsSpanAnOddNumberOfCacheLines(int samples)
    {
        int padded = ActivationBatch.PaddedCapacity(samples);
        Assert.Equal(0, padded % 16);
        Assert.Equal(1, padded / 16 % 2);
        Assert.InRange(padded, samples, samples + 31);
    }
}
