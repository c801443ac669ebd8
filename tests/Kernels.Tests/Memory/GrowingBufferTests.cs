namespace Glissade.Kernels.Tests;

public sealed unsafe class GrowingBufferTests
{
    [Fact]
    public void GrowingKeepsWhatIsAskedFor()
    {
        using GrowingBuffer<int> buffer = new();
        int* numbers = buffer.Reserve(5);
        for (int i = 0; i < 5; i++)
            numbers[i] = i + 1;
        numbers = buffer.Reserve(5000, 3);
        Assert.Equal([1, 2, 3, 0], new Span<int>(numbers, 4).ToArray());
        Assert.True(numbers == buffer.Pointer);
    }

    [Fact]
    public void ShrinkingAndRepeatingKeepTheMemory()
    {
        using GrowingBuffer<int> buffer = new();
        int* numbers = buffer.Reserve(100);
        Assert.True(numbers == buffer.Reserve(100));
        Assert.True(numbers == buffer.Reserve(1));
        Assert.True(numbers == buffer.Reserve(0));
        Assert.Equal(100, buffer.Capacity);
    }

    [Fact]
    public void SlowGrowthMovesRarely()
    {
        using GrowingBuffer<byte> buffer = new();
        int moves = 0;
        for (int length = 1; length <= 100_000; length++)
        {
            long before = buffer.Capacity;
            buffer.Reserve(length, length - 1);
            moves += buffer.Capacity == before ? 0 : 1;
        }
        Assert.InRange(moves, 1, 40);
    }

    [Fact]
    public void ImpossibleRequestsAreRefused()
    {
        using GrowingBuffer<int> buffer = new();
        buffer.Reserve(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => (nint)buffer.Reserve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => (nint)buffer.Reserve(20, 11));
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)buffer.Reserve(1));
    }
}
