using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Glissade;

/// <summary>
/// Reads the JSON text of a safetensors header and checks all that it claims against the number of data bytes that really follow.
/// Allocates in proportion to the text only, never to a size that the text claims.
/// </summary>
internal sealed class SafetensorsHeaderParser
{
    private const int LongestQuote = 80;

    private readonly string source;
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorInfo> tensors = new(StringComparer.Ordinal);

    private SafetensorsHeaderParser(string source) => this.source = source;

    /// <summary>Metadata, and tensors in the order of their data.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="text">The JSON text with its padding.</param>
    /// <param name="dataLength">Bytes that follow the header.</param>
    /// <exception cref="DataFormatException">The header is not one that the format allows, or does not fit the data.</exception>
    internal static (Dictionary<string, string> Metadata, ImmutableArray<TensorInfo> Tensors) Parse(
        string source, ReadOnlySpan<byte> text, long dataLength)
    {
        SafetensorsHeaderParser parser = new(source);
        parser.ReadText(text);
        ImmutableArray<TensorInfo> tensors = [.. parser.tensors.Values.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        parser.CheckLayout(tensors, dataLength);
        return (parser.metadata, tensors);
    }

    private void ReadText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw Refusal("a header that is not UTF-8", "JSON text in UTF-8");
        if (text.IsEmpty)
            throw Refusal("an empty header", "a JSON object");
        if (text[0] != (byte)'{')
            throw Refusal($"a header that begins with byte 0x{text[0]:x2}", "'{', the begin of a JSON object");
        Utf8JsonReader json = new(text);
        try
        {
            json.Read();
            bool metadataSeen = false;
            while (NextKey(ref json) is string key)
            {
                if (key != SafetensorsHeader.MetadataKey)
                {
                    ReadTensor(ref json, key);
                    continue;
                }
                if (metadataSeen)
                    throw Refusal($"{Quote(key)} twice in the header", "every key once");
                metadataSeen = true;
                ReadMetadata(ref json);
            }
            // Nothing but blanks may follow the object; the reader itself refuses all else.
            json.Read();
        }
        catch (JsonException e)
        {
            throw new DataFormatException(
                $"{source}: found a header that is not well-formed JSON ({MessageText.Excerpt(e.Message)}), expected one JSON object", e);
        }
        catch (InvalidOperationException e)
        {
            throw new DataFormatException($"{source}: found half a surrogate pair in a text of the header, expected valid Unicode", e);
        }
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject, $"an object of strings as {SafetensorsHeader.MetadataKey}");
        while (NextKey(ref json) is string key)
        {
            Expect(ref json, JsonTokenType.String, $"a string as metadata {Quote(key)}");
            if (!metadata.TryAdd(key, json.GetString()!))
                throw Refusal($"metadata {Quote(key)} twice", "every key once");
        }
    }

    private void ReadTensor(ref Utf8JsonReader json, string name)
    {
        string subject = $"tensor {Quote(name)}";
        Expect(ref json, JsonTokenType.StartObject, $"an object with dtype, shape and data_offsets as {subject}");
        TensorType? type = null;
        ImmutableArray<long>? shape = null;
        ImmutableArray<long>? offsets = null;
        while (NextKey(ref json) is string key)
        {
            bool repeated;
            switch (key)
            {
                case "dtype":
                    repeated = type is not null;
                    type = ReadType(ref json, subject);
                    break;
                case "shape":
                    repeated = shape is not null;
                    shape = ReadSizes(ref json, $"shape of {subject}");
                    break;
                case "data_offsets":
                    repeated = offsets is not null;
                    offsets = ReadSizes(ref json, $"data_offsets of {subject}");
                    break;
                default:
                    throw Refusal($"{Quote(key)} in {subject}", "dtype, shape and data_offsets");
            }
            if (repeated)
                throw Refusal($"{Quote(key)} twice in {subject}", "every key once");
        }
        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Refusal($"no {missing} in {subject}", "dtype, shape and data_offsets");
        }
        if (!tensors.TryAdd(name, Describe(subject, name, type.Value, shape.Value, offsets.Value)))
            throw Refusal($"{subject} twice", "every name once");
    }

    private TensorInfo Describe(string subject, string name, TensorType type, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw Refusal($"data_offsets [{Join(offsets)}] of {subject}", "[begin, end] with begin not above end");
        if (!TensorInfo.TryMeasure(type, shape.AsSpan(), out long byteLength))
            throw Refusal($"shape [{Join(shape)}] of {subject}", "a shape of fewer than 2^63 bytes");
        long range = offsets[1] - offsets[0];
        if (range != byteLength)
        {
            string expected = $"{byteLength} for {type.FormatName()} [{Join(shape)}]";
            throw Refusal($"{range} bytes at data_offsets [{Join(offsets)}] of {subject}", expected);
        }
        return new TensorInfo(name, type, shape, offsets[0], byteLength);
    }

    private TensorType ReadType(ref Utf8JsonReader json, string subject)
    {
        Expect(ref json, JsonTokenType.String, $"a string as dtype of {subject}");
        string name = json.GetString()!;
        return TensorTypes.Parse(name) ?? throw Refusal($"dtype {Quote(name)} of {subject}", TensorTypes.KnownNames);
    }

    private ImmutableArray<long> ReadSizes(ref Utf8JsonReader json, string subject)
    {
        Expect(ref json, JsonTokenType.StartArray, $"an array as {subject}");
        ImmutableArray<long>.Builder sizes = ImmutableArray.CreateBuilder<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long size) || size < 0)
                throw Refusal($"{Token(ref json)} in the {subject}", "whole numbers from 0 to 2^63 - 1");
            sizes.Add(size);
        }
        return sizes.ToImmutable();
    }

    private void CheckLayout(ImmutableArray<TensorInfo> ordered, long dataLength)
    {
        long position = 0;
        foreach (TensorInfo tensor in ordered)
        {
            if (tensor.Begin != position)
                throw Refusal($"tensor {Quote(tensor.Name)} at byte {tensor.Begin} of the data", $"byte {position}, the next free one");
            position = tensor.End;
        }
        if (position != dataLength)
            throw Refusal($"{dataLength} bytes of data after the header", $"{position}, which the tensors of the header take");
    }

    /// <summary>The next key of the object, or null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName ? json.GetString() : null;
    }

    private void Expect(ref Utf8JsonReader json, JsonTokenType type, string expected)
    {
        json.Read();
        if (json.TokenType != type)
            throw Refusal(Token(ref json), expected);
    }

    private static string Token(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => Quote(json.GetString()!),
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => Shorten(System.Text.Encoding.UTF8.GetString(json.ValueSpan)),
    };

    private static string Join(ImmutableArray<long> sizes) =>
        Shorten(string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))));

    private static string Quote(string text) => $"\"{Shorten(text)}\"";

    private static string Shorten(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";

    private DataFormatException Refusal(string found, string expected) => new($"{source}: found {found}, expected {expected}");
}
