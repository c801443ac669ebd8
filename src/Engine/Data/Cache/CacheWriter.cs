using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Glissade.Cache;

/// <summary>Writes a data set as a cache.</summary>
internal static class CacheWriter
{
    internal static void Write(Dataset data, Stream stream)
    {
        (ReadOnlyMemory<long> featureOffsets, ReadOnlyMemory<int> featureIds, ReadOnlyMemory<float> featureValues,
            ReadOnlyMemory<long> labelOffsets, ReadOnlyMemory<int> labelIds) = data.Storage;
        TextFeatures? text = data.TextFeatures;
        byte[] labelNames = Lines(data.LabelNames);
        byte[] featureNames = Lines(text?.Names);
        CacheHeader header = new()
        {
            Points = data.Count,
            Features = data.FeatureCount,
            Labels = data.LabelCount,
            FeatureEntries = featureIds.Length,
            LabelEntries = labelIds.Length,
            Tokens = text?.Tokens ?? TextTokens.Words,
            WordNGrams = text?.WordNGrams ?? 0,
            Buckets = text is { Names: null } ? text.FeatureCount : 0,
        };
        stream.Position = CacheHeader.Bytes;
        Add(CacheSections.FeatureOffsets, featureOffsets.Span);
        Add(CacheSections.LabelOffsets, labelOffsets.Span);
        Add(CacheSections.FeatureIds, featureIds.Span);
        Add(CacheSections.FeatureValues, featureValues.Span);
        Add(CacheSections.LabelIds, labelIds.Span);
        Add(CacheSections.LabelNames, labelNames.AsSpan());
        Add(CacheSections.FeatureNames, featureNames.AsSpan());
        stream.Position = 0;
        stream.Write(header.Write());

        void Add<T>(int section, ReadOnlySpan<T> elements)
            where T : unmanaged
        {
            XxHash3 checksum = new();
            // A span of bytes has fewer than 2^31; the elements may have more.
            const int Block = 1 << 20;
            for (int at = 0; at < elements.Length; at += Block)
            {
                ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(elements.Slice(at, Math.Min(Block, elements.Length - at)));
                checksum.Append(bytes);
                stream.Write(bytes);
            }
            header.Sections[section] = ((long)elements.Length * Unsafe.SizeOf<T>(), checksum.GetCurrentHashAsUInt64());
            stream.Write(new byte[CacheHeader.Aligned(stream.Position) - stream.Position]);
        }
    }

    /// <summary>Names with a line feed after each: no names and one empty name differ.</summary>
    private static byte[] Lines(IReadOnlyList<string>? names) =>
        names is null ? [] : Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\n")));
}
