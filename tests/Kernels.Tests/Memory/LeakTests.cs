namespace Glissade.Kernels.Tests;

/// <summary>Counts the process's live buffers, so it runs while no other test does.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    [Fact]
    public void LiveMemoryIsCountedUntilItIsDisposed()
    {
        Settle();
        (long buffers, long bytes) = (AlignedMemory.LiveBuffers, AlignedMemory.LiveBytes);
        AlignedBuffer<double> buffer = new(10);
        RowMatrix matrix = new(3, 5);
        GrowingBuffer<int> growing = new();
        unsafe
        {
            growing.Reserve(100);
            growing.Reserve(1000, 100);
        }
        Assert.Equal(buffers + 3, AlignedMemory.LiveBuffers);
        Assert.Equal(bytes + 80 + (3 * 16 * 4) + 4000, AlignedMemory.LiveBytes);
        foreach (IDisposable owner in (IDisposable[])[buffer, matrix, growing, buffer, matrix, growing])
            owner.Dispose();
        Assert.Equal(buffers, AlignedMemory.LiveBuffers);
        Assert.Equal(bytes, AlignedMemory.LiveBytes);
    }

    [Fact]
    public void ForgottenMemoryIsFreedByTheCollector()
    {
        Settle();
        long buffers = AlignedMemory.LiveBuffers;
        Forget();
        Settle();
        Assert.Equal(buffers, AlignedMemory.LiveBuffers);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget() => Assert.Equal(50, new AlignedBuffer<float>(50).Length);

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
