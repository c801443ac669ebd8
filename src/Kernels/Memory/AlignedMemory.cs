namespace Glissade.Kernels;

/// <summary>What all <see cref="AlignedBuffer{T}"/>s of the process hold together; tests read it to find leaks.</summary>
public static class AlignedMemory
{
    private static long liveBytes;
    private static long liveBuffers;

    /// <summary>Bytes allocated and not yet freed.</summary>
    public static long LiveBytes => Interlocked.Read(ref liveBytes);

    /// <summary>Buffers allocated and not yet freed.</summary>
    public static long LiveBuffers => Interlocked.Read(ref liveBuffers);

    internal static void Acquired(long bytes)
    {
        Interlocked.Add(ref liveBytes, bytes);
        Interlocked.Increment(ref liveBuffers);
    }

    internal static void Released(long bytes)
    {
        Interlocked.Add(ref liveBytes, -bytes);
        Interlocked.Decrement(ref liveBuffers);
    }
}
