using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Glissade.Cache;

/// <summary>Writes the sections of a cache, one after the other, and then its header.</summary>
internal sealed class CacheOutput
{
    /// <summary>A span of bytes has fewer than 2^31; the elements of a section may have more.</summary>
    private const int Block = 1 << 20;

    private readonly Stream stream;
    private readonly (long Length, ulong Checksum)[] sections = new (long, ulong)[CacheSections.Count];
    private int section;

    internal CacheOutput(Stream stream)
    {
        this.stream = stream;
        stream.Position = CacheHeader.Bytes;
    }

    /// <summary>Writes the next section.</summary>
    internal void Add<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        XxHash3 checksum = new();
        long start = stream.Position;
        for (int at = 0; at < elements.Length; at += Block)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(elements.Slice(at, Math.Min(Block, elements.Length - at)));
            checksum.Append(bytes);
            stream.Write(bytes);
        }
        End(start, checksum);
    }

    /// <summary>Writes the next section, all that is in a file.</summary>
    internal void Add(Stream elements)
    {
        XxHash3 checksum = new();
        long start = stream.Position;
        byte[] bytes = new byte[Block];
        elements.Position = 0;
        for (int count; (count = elements.Read(bytes)) > 0;)
        {
            checksum.Append(bytes.AsSpan(0, count));
            stream.Write(bytes, 0, count);
        }
        End(start, checksum);
    }

    /// <summary>Writes the header, after all sections.</summary>
    internal void Finish(CacheHeader header)
    {
        sections.CopyTo(header.Sections, 0);
        stream.Position = 0;
        stream.Write(header.Write());
    }

    private void End(long start, XxHash3 checksum)
    {
        sections[section++] = (stream.Position - start, checksum.GetCurrentHashAsUInt64());
        stream.Write(new byte[CacheHeader.Aligned(stream.Position) - stream.Position]);
    }
}
