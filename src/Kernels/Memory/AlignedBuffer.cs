using System.Runtime.InteropServices;

namespace Glissade.Kernels;

/// <summary>
/// A zeroed block of unmanaged memory, aligned to 64 bytes (2 MiB when it is large, so that the system can back it with huge pages).
/// The only type of the engine that allocates or frees unmanaged memory.
/// </summary>
/// <remarks>
/// Weight matrices live here rather than in arrays because kernels want cache-line-aligned rows, more than 2^31 elements,
/// and pages that the garbage collector neither moves nor scans.
/// </remarks>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private T* pointer;

    /// <summary>Allocates <paramref name="length"/> zeroed elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or its size in bytes does not fit an address.</exception>
    /// <exception cref="OutOfMemoryException">The system has no such block.</exception>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (long.MaxValue - PageAdvice.HugePageBytes) / sizeof(T));
        Length = length;
        ByteLength = length * sizeof(T);
        pointer = (T*)PageAdvice.AllocateZeroed(ByteLength);
        AlignedMemory.Acquired(ByteLength);
    }

    /// <summary>Frees a block whose owner forgot to.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Size in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>Address of the first element. Valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(pointer is null, this);
            return pointer;
        }
    }

    /// <summary>The elements from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the buffer.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<T> Slice(long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - count);
        return new Span<T>(Pointer + start, count);
    }

    /// <summary>Sets every byte to zero.</summary>
    public void Clear() => NativeMemory.Clear(Pointer, (nuint)ByteLength);

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        T* block = pointer;
        if (block is null)
            return;
        pointer = null;
        NativeMemory.AlignedFree(block);
        AlignedMemory.Released(ByteLength);
    }
}
