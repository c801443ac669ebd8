using System.Text.Encodings.Web;
using System.Text.Json;

namespace Glissade.Documents;

/// <summary>Writes an object a line, with a string and an array of strings.</summary>
internal sealed class JsonLinesWriter(Stream stream, DataReadOptions options) : IDocumentWriter
{
    // Letters of all scripts stay as they are; nobody pastes this into a web page.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BufferedStream output = new(stream);

    public void Write(Document document)
    {
        using (Utf8JsonWriter json = new(output, Format))
        {
            json.WriteStartObject();
            json.WriteString(options.TextColumns[0], document.Text.Bytes);
            json.WriteStartArray(options.LabelsColumn);
            for (int i = 0; i < document.Labels.Count; i++)
                json.WriteStringValue(document.Labels[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>The buffer would close the stream.</summary>
    public void Dispose() => output.Flush();
}
