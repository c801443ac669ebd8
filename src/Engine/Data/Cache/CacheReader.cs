using System.Collections.Concurrent;
using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Glissade.Cache;

/// <summary>Maps a cache into memory, after everything in it that others rely on has been checked.</summary>
internal static class CacheReader
{
    /// <summary>Mappings stay for as long as the process lives: see <see cref="MappedSection{T}"/>.</summary>
    private static readonly ConcurrentBag<(MemoryMappedFile File, MemoryMappedViewAccessor View)> Mapped = [];

    /// <summary>Whether a file begins as a cache does.</summary>
    internal static bool IsCache(Stream file)
    {
        Span<byte> magic = stackalloc byte[CacheHeader.Magic.Length];
        int count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return magic[..count].SequenceEqual(CacheHeader.Magic);
    }

    /// <summary>Maps a file.</summary>
    /// <exception cref="DataFormatException">It is no cache, is damaged, contradicts itself, or does not fit the limits.</exception>
    internal static unsafe Dataset Open(FileStream file, string source, DatasetLimits? limits)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("caches are read on little-endian machines only");
        byte[] start = new byte[CacheHeader.Bytes];
        int count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        CacheHeader header = CacheHeader.Read(start.AsSpan(0, count), file.Length, source);
        CheckLimits(header, source, limits);
        MemoryMappedFile mapping = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = mapping.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        try
        {
            Dataset data = Check(header, source, view, pointer, limits);
            Mapped.Add((mapping, view));
            return data;
        }
        catch
        {
            // Nothing of a refused file has been given out.
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            mapping.Dispose();
            throw;
        }
    }

    private static void CheckLimits(CacheHeader header, string source, DatasetLimits? limits)
    {
        if (header.Features > limits?.FeatureCount)
            throw new DataFormatException(
                $"{source}: found {header.Features} features, expected at most {limits.FeatureCount}, as many as the model has");
        if (header.Labels > limits?.LabelCount)
            throw new DataFormatException(
                $"{source}: found {header.Labels} labels, expected at most {limits.LabelCount}, as many as the model has");
    }

    private static unsafe Dataset Check(
        CacheHeader header, string source, MemoryMappedViewAccessor view, byte* pointer, DatasetLimits? limits)
    {
        CheckBytes(header, source, pointer);
        ReadOnlyMemory<long> featureOffsets =
            new MappedSection<long>(view, pointer, header.Offset(CacheSections.FeatureOffsets), header.Points + 1).Memory;
        ReadOnlyMemory<long> labelOffsets =
            new MappedSection<long>(view, pointer, header.Offset(CacheSections.LabelOffsets), header.Points + 1).Memory;
        ReadOnlyMemory<int> featureIds =
            new MappedSection<int>(view, pointer, header.Offset(CacheSections.FeatureIds), header.FeatureEntries).Memory;
        ReadOnlyMemory<float> values =
            new MappedSection<float>(view, pointer, header.Offset(CacheSections.FeatureValues), header.FeatureEntries).Memory;
        ReadOnlyMemory<int> labelIds =
            new MappedSection<int>(view, pointer, header.Offset(CacheSections.LabelIds), header.LabelEntries).Memory;
        CheckPoints(source, "feature", featureOffsets.Span, featureIds.Span, header.Features);
        CheckPoints(source, "label", labelOffsets.Span, labelIds.Span, header.Labels);
        foreach (float value in values.Span)
        {
            if (!float.IsFinite(value))
                throw new DataFormatException($"{source}: found a feature value of {value}, expected finite ones");
        }
        return new Dataset(
            limits?.FeatureCount ?? header.Features, limits?.LabelCount ?? header.Labels, featureOffsets, featureIds, values,
            labelOffsets, labelIds)
        {
            LabelNames = Names(header, source, pointer, CacheSections.LabelNames, header.Labels),
            TextFeatures = Text(header, source, pointer),
        };
    }

    /// <summary>Compares all checksums, and looks for bytes between sections that no checksum is of.</summary>
    private static unsafe void CheckBytes(CacheHeader header, string source, byte* pointer)
    {
        for (int section = 0; section < CacheSections.Count; section++)
        {
            (long length, ulong expected) = header.Sections[section];
            long offset = header.Offset(section);
            XxHash3 checksum = new();
            const int Block = 1 << 20;
            for (long at = 0; at < length; at += Block)
                checksum.Append(new ReadOnlySpan<byte>(pointer + offset + at, (int)Math.Min(Block, length - at)));
            int padding = (int)(header.Offset(section + 1) - offset - length);
            if (checksum.GetCurrentHashAsUInt64() != expected
                || new ReadOnlySpan<byte>(pointer + offset + length, padding).ContainsAnyExcept((byte)0))
            {
                throw new DataFormatException(
                    $"{source}: found {CacheSections.NameOf(section)} that do not fit their checksum, expected an undamaged file");
            }
        }
    }

    /// <summary>Checksums tell of damage, not of who wrote the file; the rest of the library relies on this.</summary>
    private static void CheckPoints(string source, string what, ReadOnlySpan<long> offsets, ReadOnlySpan<int> ids, int spaceSize)
    {
        if (offsets[0] != 0 || offsets[^1] != ids.Length)
            throw new DataFormatException(
                $"{source}: found {what}s from {offsets[0]} to {offsets[^1]}, expected all from 0 to {ids.Length}");
        for (int point = 0; point < offsets.Length - 1; point++)
        {
            if (offsets[point + 1] < offsets[point] || offsets[point + 1] > ids.Length)
                throw new DataFormatException(
                    $"{source}, point {point}: found {what}s that end at {offsets[point + 1]}, " +
                    $"expected from {offsets[point]} to {ids.Length}");
            int previous = -1;
            foreach (int id in ids[(int)offsets[point]..(int)offsets[point + 1]])
            {
                if (id <= previous || id >= spaceSize)
                    throw new DataFormatException($"{source}, point {point}: found {what} {id}, expected ascending ones below {spaceSize}");
                previous = id;
            }
        }
    }

    private static unsafe TextFeatures? Text(CacheHeader header, string source, byte* pointer)
    {
        if (header.WordNGrams == 0)
            return null;
        if (header.Buckets > 0)
            return new TextFeatures(header.Tokens, header.WordNGrams, header.Buckets);
        string[] names = Names(header, source, pointer, CacheSections.FeatureNames, header.Features)
            ?? throw new DataFormatException($"{source}: found no feature names, expected {header.Features}");
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? new TextFeatures(header.Tokens, header.WordNGrams, names)
            : throw new DataFormatException($"{source}: found a feature name twice, expected different ones");
    }

    private static unsafe string[]? Names(CacheHeader header, string source, byte* pointer, int section, int count)
    {
        long length = header.Sections[section].Length;
        if (length == 0)
            return null;
        ReadOnlySpan<byte> text = new(pointer + header.Offset(section), checked((int)length));
        string[] names = Encoding.UTF8.GetString(text).Split('\n');
        return names.Length == count + 1 && names[^1].Length == 0
            ? names[..^1]
            : throw new DataFormatException($"{source}: found {names.Length - 1} {CacheSections.NameOf(section)}, expected {count}");
    }
}
