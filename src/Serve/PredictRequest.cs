using System.Globalization;
using System.Text.Json;

namespace Glissade.Serve;

/// <summary>
/// A question: {"features": {"93": 1.04, "139": 0.94}, "top_k": 5, "threshold": 0.1, "labels": [1, 2]}, all but features optional.
/// </summary>
internal sealed class PredictRequest
{
    private PredictRequest()
    {
    }

    /// <summary>Feature ids, ascending.</summary>
    public int[] Ids { get; private set; } = [];

    public float[] Values { get; private set; } = [];

    public int TopK { get; private set; }

    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>The labels to choose from; null for all.</summary>
    public int[]? Labels { get; private set; }

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="DataFormatException">It is not such a question, or one that the model cannot answer: says what was found and
    /// expected.</exception>
    public static PredictRequest Parse(ReadOnlyMemory<byte> body, ExtremeClassifier model, ServeOptions options)
    {
        using JsonDocument document = Read(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Refusal(document.RootElement, "an object with \"features\"");
        PredictRequest request = new() { TopK = options.DefaultTopK };
        bool featuresSeen = false;
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "features":
                    featuresSeen = true;
                    request.ReadFeatures(property.Value, model.FeatureCount);
                    break;
                case "top_k":
                    request.TopK = Whole(property.Value, 1, options.MaxTopK, "top_k");
                    break;
                case "threshold":
                    request.Threshold = Number(property.Value, "threshold");
                    break;
                case "labels":
                    request.Labels = ReadLabels(property.Value, model.LabelCount);
                    break;
                default:
                    throw new DataFormatException($"found \"{property.Name}\", expected features, top_k, threshold and labels");
            }
        }
        return featuresSeen ? request : throw new DataFormatException(
            "found no \"features\", expected an object of feature ids and values");
    }

    private static JsonDocument Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
        }
        catch (JsonException exception)
        {
            throw new DataFormatException($"found a body that is not well-formed JSON, expected one object: {exception.Message}",
                exception);
        }
    }

    private void ReadFeatures(JsonElement element, int featureCount)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refusal(element, "an object of feature ids and values as features");
        SortedDictionary<int, float> features = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id >= featureCount)
                throw new DataFormatException($"found \"{property.Name}\" among the features, expected an id from 0 to {featureCount - 1}");
            if (!features.TryAdd(id, Number(property.Value, $"value of feature {id}")))
                throw new DataFormatException($"found feature {id} twice, expected every feature once");
        }
        Ids = [.. features.Keys];
        Values = [.. features.Values];
    }

    private static int[] ReadLabels(JsonElement element, int labelCount)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Refusal(element, "an array of label ids as labels");
        SortedSet<int> labels = [];
        foreach (JsonElement label in element.EnumerateArray())
            labels.Add(Whole(label, 0, labelCount - 1, "label id"));
        return [.. labels];
    }

    private static int Whole(JsonElement element, int least, int most, string what) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= least && value <= most
            ? value
            : throw Refusal(element, $"a whole number from {least} to {most} as {what}");

    private static float Number(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out float value) && float.IsFinite(value)
            ? value
            : throw Refusal(element, $"a number as {what}");

    private static DataFormatException Refusal(JsonElement element, string expected)
    {
        const int Longest = 40;
        string text = element.GetRawText();
        return new DataFormatException($"found {(text.Length > Longest ? $"{text[..Longest]}..." : text)}, expected {expected}");
    }
}
