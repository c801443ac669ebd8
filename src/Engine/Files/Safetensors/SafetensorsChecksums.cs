using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Glissade;

/// <summary>
/// Checksums in a file's metadata: "checksum.NAME" holds XXH3 (64 bits, seed 0) of the tensor's bytes, "checksum.__metadata__" that of
/// the header's content, each as 16 lower-case hexadecimal digits (what Python's xxhash.xxh3_64_hexdigest gives).
/// </summary>
internal static class SafetensorsChecksums
{
    internal const string KeyPrefix = "checksum.";

    /// <summary>No tensor can be called "__metadata__", so this key is free.</summary>
    internal const string HeaderKey = KeyPrefix + SafetensorsHeader.MetadataKey;

    internal static string KeyOf(string tensor) => KeyPrefix + tensor;

    /// <summary>All checksums have one width, so that a header can be replaced by another with the true ones.</summary>
    internal static string Format(ulong checksum) => checksum.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>
    /// XXH3 over the metadata, sorted by key and without <see cref="HeaderKey"/>, then name, type and sizes of the tensors, sorted by name.
    /// Strings are UTF-8 after their length (4 bytes), sizes take 8 bytes after their number (4 bytes), all little-endian: what the header
    /// says is covered, and how it is spelled is not, so a tool may write the header anew.
    /// </summary>
    internal static ulong OfHeader(IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<TensorInfo> tensors)
    {
        XxHash3 hash = new();
        foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (key == HeaderKey)
                continue;
            Append(hash, key);
            Append(hash, value);
        }
        foreach (TensorInfo tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            Append(hash, tensor.Name);
            Append(hash, tensor.Type.FormatName());
            Append(hash, tensor.Shape.Length);
            foreach (long size in tensor.Shape)
                Append(hash, size);
        }
        return hash.GetCurrentHashAsUInt64();
    }

    private static void Append(XxHash3 hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.Append(bytes);
    }

    private static void Append(XxHash3 hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.Append(bytes);
    }

    private static void Append(XxHash3 hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.Append(bytes);
    }
}
