using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Glissade.Cli.Output;

/// <summary>Writes one point's predictions as one line.</summary>
internal delegate void PredictionFormat(TextWriter writer, IEnumerable<Prediction> predictions);

/// <summary>The formats of "glissade predict".</summary>
internal static class PredictionFormats
{
    /// <summary>label:score label:score ...; an empty line if there is no prediction.</summary>
    public static void Text(TextWriter writer, IEnumerable<Prediction> predictions)
    {
        string separator = "";
        foreach (Prediction prediction in predictions)
        {
            writer.Write(separator);
            writer.Write(prediction.Label.ToString(CultureInfo.InvariantCulture));
            writer.Write(':');
            writer.Write(prediction.Score.ToString(CultureInfo.InvariantCulture));
            separator = " ";
        }
        writer.Write('\n');
    }

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

    /// <summary>Letters of all scripts stay as they are; nobody pastes this into a web page.</summary>
    private static JsonEncodedText Escape(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
