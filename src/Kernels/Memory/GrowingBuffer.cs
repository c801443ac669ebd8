namespace Glissade.Kernels;

/// <summary>Scratch memory that keeps its largest size: after the first few batches a training step reserves without allocating.</summary>
public sealed unsafe class GrowingBuffer<T> : IDisposable
    where T : unmanaged
{
    private AlignedBuffer<T> buffer = new(0);

    /// <summary>Elements available without growing.</summary>
    public long Capacity => buffer.Length;

    /// <summary>Address of the elements reserved last.</summary>
    public T* Pointer => buffer.Pointer;

    /// <summary>Room for <paramref name="length"/> elements; the first <paramref name="keep"/> elements survive if the buffer moves.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative, or <paramref name="keep"/> exceeds the capacity.</exception>
    public T* Reserve(long length, long keep = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length <= buffer.Length)
            return buffer.Pointer;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keep, buffer.Length);
        AlignedBuffer<T> larger = new(Math.Max(length, buffer.Length + (buffer.Length / 2)));
        Buffer.MemoryCopy(buffer.Pointer, larger.Pointer, larger.ByteLength, keep * sizeof(T));
        buffer.Dispose();
        buffer = larger;
        return buffer.Pointer;
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose() => buffer.Dispose();
}
