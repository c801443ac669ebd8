using System.Buffers.Binary;
using System.Text;

namespace Glissade.Tests;

/// <summary>Safetensors files in memory: made by the writer, or put together by hand from a header's text.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A small file with every checksum: two tensors, one of them empty, and two entries of metadata.</summary>
    internal static byte[] Sample()
    {
        SafetensorsWriter writer = new();
        writer.AddMetadata("format_version", "1");
        writer.AddMetadata("note", "h\u00e9 \"x\"");
        writer.Add("w", TensorType.Float32, [2, 3], TensorSource.Elements<float>(new float[] { 1, -2, 3.5f, 0, 5, float.MaxValue }));
        writer.Add("b", TensorType.UInt8, [0, 3], TensorSource.Elements<byte>(default));
        return Of(writer);
    }

    internal static byte[] Of(SafetensorsWriter writer)
    {
        using MemoryStream stream = new();
        writer.WriteTo(stream);
        return stream.ToArray();
    }

    internal static byte[] ByHand(string json, params byte[] data) => ByHand(Encoding.UTF8.GetBytes(json), data);

    internal static byte[] ByHand(byte[] json, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }

    /// <summary>The header's text, padding included.</summary>
    internal static string Header(byte[] file) =>
        Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadInt64LittleEndian(file));

    internal static SafetensorsReader Open(byte[] file, bool requireChecksums = false) =>
        SafetensorsReader.Open(new MemoryStream(file), "model.safetensors", requireChecksums);

    /// <summary>All that a file says, in one text, so that two files can be compared.</summary>
    internal static string Content(byte[] file, bool requireChecksums)
    {
        using SafetensorsReader reader = Open(file, requireChecksums);
        StringBuilder text = new();
        foreach ((string key, string value) in reader.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append('\n');
        foreach (TensorInfo tensor in reader.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            byte[] bytes = new byte[tensor.ByteLength];
            int rowBytes = (int)tensor.RowBytes;
            reader.ReadTensor(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), row => bytes.AsSpan((int)row * rowBytes, rowBytes));
            text.Append(tensor.Name).Append(' ').Append(tensor).Append(' ').Append(Convert.ToHexString(bytes)).Append('\n');
        }
        return text.ToString();
    }
}
