using System.Globalization;
using System.Text;

namespace Glissade;

/// <summary>
/// How texts become features, within a model's file. Metadata: text_tokens (words or spaces), text_word_ngrams, and for hashed features
/// text_buckets. Listed features are the tensor features.names [bytes] (UTF-8, one name a line; no name holds a line end).
/// </summary>
internal static class TextFeaturesFile
{
    private const string NamesTensor = "features.names";
    private const string TokensKey = "text_tokens";
    private const string NGramsKey = "text_word_ngrams";
    private const string BucketsKey = "text_buckets";

    internal static void Add(SafetensorsWriter writer, TextFeatures features)
    {
        writer.AddMetadata(TokensKey, features.Tokens == TextTokens.Spaces ? "spaces" : "words");
        writer.AddMetadata(NGramsKey, features.WordNGrams.ToString(CultureInfo.InvariantCulture));
        if (features.Names is null)
        {
            writer.AddMetadata(BucketsKey, features.FeatureCount.ToString(CultureInfo.InvariantCulture));
            return;
        }
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', features.Names));
        writer.Add(NamesTensor, TensorType.UInt8, [text.Length], TensorSource.Elements<byte>(text));
    }

    /// <summary>What the file has of it; null if the model was not trained on text.</summary>
    /// <exception cref="DataFormatException">It contradicts itself or the model's number of features.</exception>
    internal static TextFeatures? Read(SafetensorsReader reader, string path, int features)
    {
        if (!reader.Metadata.TryGetValue(TokensKey, out string? kind))
            return null;
        TextTokens tokens = kind switch
        {
            "words" => TextTokens.Words,
            "spaces" => TextTokens.Spaces,
            _ => throw Refusal(path, TokensKey, kind, "words or spaces"),
        };
        int longest = Number(reader, path, NGramsKey);
        if (longest is < 1 or > TextFeatureOptions.LargestNGram)
            throw Refusal(path, NGramsKey, $"{longest}", $"from 1 to {TextFeatureOptions.LargestNGram}");
        if (reader.Metadata.ContainsKey(BucketsKey))
        {
            int buckets = Number(reader, path, BucketsKey);
            return buckets == features
                ? new TextFeatures(tokens, longest, buckets) : throw Refusal(path, BucketsKey, $"{buckets}", $"{features}");
        }
        byte[] text = new byte[reader.Describe(NamesTensor).ByteLength];
        reader.ReadTensor(NamesTensor, TensorType.UInt8, [text.Length], text.AsSpan());
        string[] names = Encoding.UTF8.GetString(text).Split('\n');
        if (names.Length != features)
            throw new DataFormatException($"{path}: found {names.Length} names in {NamesTensor}, expected {features}");
        return names.Distinct(StringComparer.Ordinal).Count() == features
            ? new TextFeatures(tokens, longest, names)
            : throw new DataFormatException($"{path}: found a name twice in {NamesTensor}, expected different ones");
    }

    private static int Number(SafetensorsReader reader, string path, string key)
    {
        string text = reader.Metadata.GetValueOrDefault(key, "");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Refusal(path, key, text, "a whole number");
    }

    private static DataFormatException Refusal(string path, string key, string found, string expected) =>
        new($"{path}: found \"{found}\" under \"{key}\", expected {expected}");
}
