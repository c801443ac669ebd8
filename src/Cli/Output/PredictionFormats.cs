using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Glissade.Cli.Output;

/// <summary>Writes one point's predictions as one line.</summary>
internal delegate void PredictionFormat(TextWriter writer, IEnumerable<Prediction> predictions);

/// <summary>The formats of "glissade predict".</summary>
internal static class PredictionFormats
{
    /// <summary>
    /// label:score label:score ...; an empty line if there is no prediction. White space within names is escaped, so that spaces separate.
    /// </summary>
    public static PredictionFormat Text(IReadOnlyList<string>? labelNames) => (writer, predictions) =>
    {
        string separator = "";
        foreach (Prediction prediction in predictions)
        {
            writer.Write(separator);
            writer.Write(labelNames is null
                ? prediction.Label.ToString(CultureInfo.InvariantCulture) : EscapeSpaces(labelNames[prediction.Label]));
            writer.Write(':');
            writer.Write(prediction.Score.ToString(CultureInfo.InvariantCulture));
            separator = " ";
        }
        writer.Write('\n');
    };

    /// <summary>{"predictions":[{"label":3,"name":"...","score":1.2}, ...]}; names only if the model has them.</summary>
    public static PredictionFormat JsonLines(IReadOnlyList<string>? labelNames) => (writer, predictions) =>
    {
        writer.Write("{\"predictions\":[");
        string separator = "";
        foreach (Prediction prediction in predictions)
        {
            writer.Write(separator);
            writer.Write("{\"label\":");
            writer.Write(prediction.Label.ToString(CultureInfo.InvariantCulture));
            if (labelNames is not null)
                writer.Write($",\"name\":\"{Escape(labelNames[prediction.Label])}\"");
            writer.Write(",\"score\":");
            // JSON has no NaN and no infinity, which values near the limit of a float may lead to.
            writer.Write(float.IsFinite(prediction.Score) ? prediction.Score.ToString(CultureInfo.InvariantCulture) : "null");
            writer.Write('}');
            separator = ",";
        }
        writer.Write("]}\n");
    };

    /// <summary>A space becomes \s, a backslash \\, other white space \u and four hexadecimal digits.</summary>
    private static string EscapeSpaces(string name) => name.Any(c => c == '\\' || char.IsWhiteSpace(c))
        ? string.Concat(name.Select(c => c switch
        {
            '\\' => @"\\",
            ' ' => @"\s",
            _ when char.IsWhiteSpace(c) => $"\\u{(int)c:X4}",
            _ => c.ToString(),
        }))
        : name;

    /// <summary>Letters of all scripts stay as they are; nobody pastes this into a web page.</summary>
    private static JsonEncodedText Escape(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
