using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Glissade.Cache;

/// <summary>A piece of a mapped file as memory of <typeparamref name="T"/>.</summary>
/// <remarks>
/// Spans of it cannot keep the mapping alive, so it is never given back while the process lives: a mapping costs addresses and no memory,
/// and pages of the file leave memory when it is needed.
/// </remarks>
internal sealed unsafe class MappedSection<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly T* first;
    private readonly int length;

    /// <param name="view">The mapping, whose pointer has been acquired for good.</param>
    /// <param name="file">Address of the file's first byte.</param>
    /// <param name="offset">Where the piece begins, a multiple of the element's size.</param>
    /// <param name="length">Elements.</param>
    internal MappedSection(MemoryMappedViewAccessor view, byte* file, long offset, int length)
    {
        if (offset + ((long)length * sizeof(T)) > view.Capacity || offset % sizeof(T) != 0)
            throw new ArgumentOutOfRangeException(nameof(offset));
        first = (T*)(file + offset);
        this.length = length;
    }

    public override Span<T> GetSpan() => new(first, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(first + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
