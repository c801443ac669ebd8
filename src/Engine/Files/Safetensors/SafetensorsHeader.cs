using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Glissade;

/// <summary>
/// The head of a safetensors file: 8 bytes with the length of the JSON text, little-endian, then the text: "__metadata__" (strings by
/// name) and for every tensor {"dtype", "shape", "data_offsets": [begin, end)}, counted from the byte after the header. The data follow
/// without holes. Format: https://huggingface.co/docs/safetensors.
/// </summary>
internal static class SafetensorsHeader
{
    internal const string MetadataKey = "__metadata__";
    internal const int LengthBytes = sizeof(ulong);

    /// <summary>The format's own bound on the JSON text.</summary>
    internal const int MaxJsonBytes = 100_000_000;

    /// <summary>Spaces after the JSON text make the data begin on a cache line of a mapped file (the format asks for 8 bytes).</summary>
    private const int Alignment = 64;

    /// <summary>A header is read by programs and people, never pasted into HTML: only what JSON itself demands is escaped.</summary>
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Length, JSON text and padding.</summary>
    /// <exception cref="InvalidOperationException">The text is longer than the format allows.</exception>
    internal static byte[] Encode(IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<TensorInfo> tensors)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            foreach (TensorInfo tensor in tensors)
                WriteTensor(json, tensor);
            json.WriteEndObject();
        }
        int total = checked(LengthBytes + text.WrittenCount + Alignment - 1) / Alignment * Alignment;
        if (total - LengthBytes > MaxJsonBytes)
        {
            throw new InvalidOperationException(
                $"a safetensors header may have {MaxJsonBytes} bytes, but names and metadata take {total - LengthBytes}");
        }
        byte[] header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(header, total - LengthBytes);
        text.WrittenSpan.CopyTo(header.AsSpan(LengthBytes));
        return header;
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorInfo tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.FormatName());
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Begin);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
