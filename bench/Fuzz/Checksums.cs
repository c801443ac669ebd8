using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using Glissade.Cache;

namespace Glissade.Fuzz;

/// <summary>Sets right the checksums of a file that was changed: otherwise no change would get any further than to them.</summary>
internal static class Checksums
{
    /// <summary>The same cache with checksums that fit, as far as it can be told what they are of.</summary>
    public static byte[] RepairCache(byte[] file)
    {
        if (file.Length < CacheHeader.Bytes || !file.AsSpan().StartsWith(CacheHeader.Magic))
            return file;
        byte[] repaired = [.. file];
        const int Sections = 80;
        long offset = CacheHeader.Bytes;
        for (int section = 0; section < CacheSections.Count; section++)
        {
            Span<byte> entry = repaired.AsSpan(Sections + (16 * section), 16);
            long length = BinaryPrimitives.ReadInt64LittleEndian(entry);
            if (length < 0 || offset > file.Length || length > file.Length - offset)
                break;
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], XxHash3.HashToUInt64(repaired.AsSpan((int)offset, (int)length)));
            offset = CacheHeader.Aligned(offset + length);
        }
        const int OfHeader = CacheHeader.Bytes - 8;
        BinaryPrimitives.WriteUInt64LittleEndian(repaired.AsSpan(OfHeader), XxHash3.HashToUInt64(repaired.AsSpan(0, OfHeader)));
        return repaired;
    }

    /// <summary>The same model with checksums that fit, its header spelled anew; as it is if the header cannot be read.</summary>
    public static byte[] RepairModel(byte[] file)
    {
        if (file.Length < SafetensorsHeader.LengthBytes)
            return file;
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > (ulong)(file.Length - SafetensorsHeader.LengthBytes))
            return file;
        int begin = SafetensorsHeader.LengthBytes + (int)length;
        Dictionary<string, string> metadata;
        ImmutableArray<TensorInfo> tensors;
        try
        {
            (metadata, tensors) = SafetensorsHeaderParser.Parse(
                "model", file.AsSpan(SafetensorsHeader.LengthBytes..begin), file.Length - begin);
        }
        catch (DataFormatException)
        {
            return file;
        }
        foreach (TensorInfo tensor in tensors)
        {
            ReadOnlySpan<byte> bytes = file.AsSpan((int)(begin + tensor.Begin), (int)tensor.ByteLength);
            metadata[SafetensorsChecksums.KeyOf(tensor.Name)] = SafetensorsChecksums.Format(XxHash3.HashToUInt64(bytes));
        }
        metadata[SafetensorsChecksums.HeaderKey] = SafetensorsChecksums.Format(SafetensorsChecksums.OfHeader(metadata, tensors));
        return [.. SafetensorsHeader.Encode(metadata, tensors), .. file.AsSpan(begin)];
    }
}
