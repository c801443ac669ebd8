using System.IO.MemoryMappedFiles;

namespace Glissade.Kernels;

/// <summary>
/// A file's content as memory that can be read and not written: pages come from the system's cache when they are first touched, and
/// processes that map the same file share them.
/// </summary>
/// <remarks>Whoever changes the file in place changes this memory, and whoever cuts it short makes reading it fatal.</remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private byte* pointer;

    /// <summary>Maps a whole file, which is not empty; the stream stays its owner's.</summary>
    public MappedFile(FileStream stream)
    {
        Length = stream.Length;
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Address of the first byte. Valid until <see cref="Dispose"/>.</summary>
    public byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(pointer is null, this);
            return pointer;
        }
    }

    /// <summary>Ends the mapping; further calls do nothing.</summary>
    public void Dispose()
    {
        if (pointer is null)
            return;
        pointer = null;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
