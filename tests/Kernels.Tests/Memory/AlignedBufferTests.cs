namespace Glissade.Kernels.Tests;

public sealed unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_003)]
    public void BlocksBeginOnACacheLineAndAreZero(int length)
    {
        using AlignedBuffer<float> buffer = new(length);
        Assert.Equal(0, (nint)buffer.Pointer % 64);
        Assert.Equal(length, buffer.Length);
        Assert.Equal(4L * length, buffer.ByteLength);
        Assert.Equal(-1, buffer.Slice(0, length).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void LargeBlocksBeginOnAHugePageAndAreZero()
    {
        using AlignedBuffer<ulong> buffer = new(700_001);
        Assert.Equal(0, (nint)buffer.Pointer % (2 << 20));
        Assert.Equal(-1, buffer.Slice(0, 700_001).IndexOfAnyExcept(0UL));
    }

    [Fact]
    public void ClearingMakesAllZero()
    {
        using AlignedBuffer<int> buffer = new(33);
        buffer.Slice(0, 33).Fill(7);
        buffer.Clear();
        Assert.Equal(-1, buffer.Slice(0, 33).IndexOfAnyExcept(0));
    }

    [Fact]
    public void ADisposedBufferRefusesUse()
    {
        AlignedBuffer<float> buffer = new(4);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)buffer.Pointer);
        Assert.Throws<ObjectDisposedException>(() => buffer.Slice(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(buffer.Clear);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 5)]
    [InlineData(3, 2)]
    [InlineData(5, 0)]
    [InlineData(long.MaxValue, 1)]
    public void SlicesOutsideAreRefused(long start, int count)
    {
        using AlignedBuffer<float> buffer = new(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(start, count).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue / 4)]
    public void ImpossibleLengthsAreRefused(long length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(length));
}
