using System.Buffers.Binary;
using System.IO.Hashing;

namespace Glissade.Cache;

/// <summary>
/// The first <see cref="Bytes"/> bytes of a cache file: magic, version, sizes, and for each section its length and checksum; then the
/// checksum of all that. Where a section lies follows from the lengths.
/// </summary>
internal sealed class CacheHeader
{
    /// <summary>The size of the header; every section begins at a multiple of <see cref="Alignment"/>.</summary>
    internal const int Bytes = 256;

    /// <summary>A cache line.</summary>
    internal const int Alignment = 64;

    private const int Version = 1;
    private const int SizesAt = 16;
    private const int SectionsAt = 80;
    private const int SectionBytes = 16;
    private const int ChecksumAt = Bytes - 8;

    /// <summary>Points, features, labels, stored features, labels over all points; word n-grams, buckets.</summary>
    private readonly long[] sizes = new long[7];

    /// <summary>What every cache begins with.</summary>
    internal static ReadOnlySpan<byte> Magic => "GLCACHE\0"u8;

    internal int Points { get => (int)sizes[0]; init => sizes[0] = value; }

    internal int Features { get => (int)sizes[1]; init => sizes[1] = value; }

    internal int Labels { get => (int)sizes[2]; init => sizes[2] = value; }

    internal int FeatureEntries { get => (int)sizes[3]; init => sizes[3] = value; }

    internal int LabelEntries { get => (int)sizes[4]; init => sizes[4] = value; }

    /// <summary>0 if the data was not read from text.</summary>
    internal int WordNGrams { get => (int)sizes[5]; init => sizes[5] = value; }

    /// <summary>0 if features of texts are listed.</summary>
    internal int Buckets { get => (int)sizes[6]; init => sizes[6] = value; }

    /// <summary>What counts as a word, if the data was read from text.</summary>
    internal TextTokens Tokens { get; init; }

    /// <summary>Bytes of each section and their checksums.</summary>
    internal (long Length, ulong Checksum)[] Sections { get; init; } = new (long, ulong)[CacheSections.Count];

    /// <summary>Where a section begins; after the last, the file's length.</summary>
    internal long Offset(int section)
    {
        long offset = Bytes;
        for (int i = 0; i < section; i++)
            offset = Aligned(offset + Sections[i].Length);
        return offset;
    }

    internal static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    /// <summary>The header as it stands in the file.</summary>
    internal byte[] Write()
    {
        byte[] header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), (int)Tokens);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(SizesAt + (8 * i)), sizes[i]);
        for (int i = 0; i < Sections.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(SectionsAt + (SectionBytes * i)), Sections[i].Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(SectionsAt + (SectionBytes * i) + 8), Sections[i].Checksum);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(ChecksumAt), XxHash3.HashToUInt64(header.AsSpan(0, ChecksumAt)));
        return header;
    }

    /// <summary>Reads a header and holds it against the file's length: whatever it says can then be looked for.</summary>
    /// <exception cref="DataFormatException">It is no header, is damaged, or contradicts itself or the length.</exception>
    internal static CacheHeader Read(ReadOnlySpan<byte> header, long fileLength, string source)
    {
        if (!header.StartsWith(Magic) || header.Length < Bytes)
            throw new DataFormatException($"{source}: found no header of {Bytes} bytes, expected that of a cache");
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
            throw new DataFormatException($"{source}: found cache version {version}, expected {Version}; convert the data anew");
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[ChecksumAt..]) != XxHash3.HashToUInt64(header[..ChecksumAt]))
            throw new DataFormatException($"{source}: found a header that does not fit its checksum, expected an undamaged file");
        CacheHeader read = new() { Tokens = (TextTokens)BinaryPrimitives.ReadInt32LittleEndian(header[12..]) };
        for (int i = 0; i < read.sizes.Length; i++)
        {
            long size = BinaryPrimitives.ReadInt64LittleEndian(header[(SizesAt + (8 * i))..]);
            if (size is < 0 or >= int.MaxValue)
                throw new DataFormatException($"{source}: found a size of {size}, expected one from 0 to {int.MaxValue - 1}");
            read.sizes[i] = size;
        }
        for (int i = 0; i < read.Sections.Length; i++)
        {
            read.Sections[i] = (
                BinaryPrimitives.ReadInt64LittleEndian(header[(SectionsAt + (SectionBytes * i))..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[(SectionsAt + (SectionBytes * i) + 8)..]));
        }
        read.Check(fileLength, source);
        return read;
    }

    private void Check(long fileLength, string source)
    {
        for (int i = 0; i < Sections.Length; i++)
        {
            long length = Sections[i].Length;
            if (length < 0 || length > fileLength || (CacheSections.LengthOf(i, this) is { } expected && length != expected))
                throw new DataFormatException(
                    $"{source}: found {length} bytes of {CacheSections.NameOf(i)}, expected as many as its sizes and the file have");
        }
        if (Offset(Sections.Length) != fileLength)
            throw new DataFormatException(
                $"{source}: found {fileLength} bytes, expected {Offset(Sections.Length)}: the file was cut short or added to");
        if (Tokens is not (TextTokens.Words or TextTokens.Spaces) || WordNGrams > TextFeatureOptions.LargestNGram
            || (Buckets > 0 && Buckets != Features))
            throw new DataFormatException($"{source}: found settings for texts that contradict each other, expected those of a cache");
    }
}
