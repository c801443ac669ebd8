using System.Globalization;
using System.Text.Json;

namespace Glissade.Serve;

/// <summary>
/// A question: {"features": {"93": 1.04, "139": 0.94}, "top_k": 5, "threshold": 0.1, "labels": [1, 2]}, all but features optional. In the
/// place of features there may be a "text", if the model was trained on texts. Either may be a list.
/// </summary>
internal sealed class PredictRequest
{
    private readonly TextFeatures? words;
    private readonly List<(int[] Ids, float[] Values)> features = [];
    private readonly List<string> texts = [];

    private PredictRequest(TextFeatures? words) => this.words = words;

    /// <summary>Points that are asked about.</summary>
    public int Count => features.Count + texts.Count;

    /// <summary>Whether the answer is to be a list, be it of one point.</summary>
    public bool IsList { get; private set; }

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
        try
        {
            return Read(document.RootElement, model, options);
        }
        catch (InvalidOperationException exception)
        {
            // Bytes that are not UTF-8, or half of a surrogate pair, in a string.
            throw new DataFormatException("found a string that is not Unicode text, expected text in UTF-8", exception);
        }
    }

    /// <summary>A point. Texts become features here, and so not before a request's turn has come.</summary>
    public SparseVector Point(int index) =>
        texts.Count > 0 ? words!.Transform(texts[index]) : new SparseVector(features[index].Ids, features[index].Values);

    private static PredictRequest Read(JsonElement root, ExtremeClassifier model, ServeOptions options)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Refusal(root, $"an object with {Expected(model)}");
        PredictRequest request = new(model.TextFeatures) { TopK = options.DefaultTopK };
        string? points = null;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "features" or "text":
                    if (points is not null)
                        throw new DataFormatException($"found \"{property.Name}\" beside \"{points}\", expected one of features and text, once");
                    points = property.Name;
                    request.ReadPoints(property, model.FeatureCount, options.MaxPoints);
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
                    throw new DataFormatException($"found \"{property.Name}\", expected features, text, top_k, threshold and labels");
            }
        }
        return points is not null ? request : throw new DataFormatException($"found no point, expected {Expected(model)}");
    }

    /// <summary>What a model can be asked about.</summary>
    private static string Expected(ExtremeClassifier model) =>
        model.TextFeatures is null ? "\"features\" by id" : "\"text\", or \"features\" by id";

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

    private void ReadPoints(JsonProperty property, int featureCount, int most)
    {
        bool areTexts = property.Name == "text";
        if (areTexts && words is null)
        {
            throw new DataFormatException(
                "found \"text\", but the model was trained on numbered features and knows no words, expected \"features\" by id");
        }
        Action<JsonElement> read = areTexts ? ReadText : element => ReadFeatures(element, featureCount);
        IsList = property.Value.ValueKind == JsonValueKind.Array;
        if (!IsList)
        {
            read(property.Value);
            return;
        }
        int count = property.Value.GetArrayLength();
        if (count > most)
            throw new DataFormatException($"found a list of {count} as {property.Name}, expected at most {most}");
        foreach (JsonElement element in property.Value.EnumerateArray())
            read(element);
    }

    private void ReadText(JsonElement element) =>
        texts.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Refusal(element, "a string as text"));

    private void ReadFeatures(JsonElement element, int featureCount)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refusal(element, "an object of feature ids and values as features");
        SortedDictionary<int, float> values = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id >= featureCount)
                throw new DataFormatException($"found \"{property.Name}\" among the features, expected an id from 0 to {featureCount - 1}");
            if (!values.TryAdd(id, Number(property.Value, $"value of feature {id}")))
                throw new DataFormatException($"found feature {id} twice, expected every feature once");
        }
        features.Add(([.. values.Keys], [.. values.Values]));
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
