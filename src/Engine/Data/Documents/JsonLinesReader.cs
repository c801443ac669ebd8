using System.Text.Json;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>
/// A JSON object a line: texts are strings, labels an array of strings or numbers, or a string of several. Other properties are passed
/// over.
/// </summary>
internal sealed class JsonLinesReader(LineReader lines, DataReadOptions options) : IDocumentReader
{
    private readonly string?[] texts = new string?[options.TextColumns.Count];

    public bool Next(Document document)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line) || (line.IsEmpty && SkipEmptyEnd()))
            return false;
        document.Line = lines.Line;
        document.Labels.Clear();
        try
        {
            ReadObject(line, document);
        }
        catch (JsonException exception)
        {
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            throw lines.Refusal($"{QuotedToken.Of(line[at..])} at byte {at + 1}", "a JSON object");
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not UTF-8, or half of a surrogate pair, in a string.
            throw lines.Refusal(QuotedToken.Of(line), "text in UTF-8");
        }
        document.Text = string.Join('\n', texts);
        return true;
    }

    private void ReadObject(ReadOnlySpan<byte> line, Document document)
    {
        Utf8JsonReader json = new(line);
        Array.Clear(texts);
        bool hasLabels = options.IgnoreLabels;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw lines.Refusal(QuotedToken.Of(line), "a JSON object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int column = FindText(ref json);
            if (column >= 0)
            {
                texts[column] = ReadText(ref json, options.TextColumns[column]);
            }
            else if (!options.IgnoreLabels && json.ValueTextEquals(options.LabelsColumn))
            {
                document.Labels.Clear();
                ReadLabels(ref json, document.Labels);
                hasLabels = true;
            }
            else
            {
                json.Skip();
            }
        }
        // Reads what may follow the object, which must be nothing.
        json.Read();
        int missing = Array.IndexOf(texts, null);
        if (missing >= 0 || !hasLabels)
            throw lines.Refusal(QuotedToken.Of(line),
                $"an object with \"{(missing >= 0 ? options.TextColumns[missing] : options.LabelsColumn)}\"");
    }

    private int FindText(ref Utf8JsonReader json)
    {
        for (int column = 0; column < texts.Length; column++)
        {
            if (json.ValueTextEquals(options.TextColumns[column]))
                return column;
        }
        return -1;
    }

    private string ReadText(ref Utf8JsonReader json, string name)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.String => json.GetString()!,
            JsonTokenType.Null => "",
            _ => throw lines.Refusal(QuotedToken.Of(json.ValueSpan), $"a string as \"{name}\""),
        };
    }

    private void ReadLabels(ref Utf8JsonReader json, List<string> labels)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return;
        if (json.TokenType == JsonTokenType.String)
        {
            LabelCell.Split(json.GetString()!, options.LabelSeparator, labels);
            return;
        }
        if (json.TokenType != JsonTokenType.StartArray)
        {
            labels.Add(ReadLabel(ref json));
            return;
        }
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            labels.Add(ReadLabel(ref json));
    }

    private string ReadLabel(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString()!,
        JsonTokenType.Number => lines.Decode(json.ValueSpan),
        _ => throw lines.Refusal(QuotedToken.Of(json.ValueSpan), $"strings or numbers as \"{options.LabelsColumn}\""),
    };

    /// <summary>Whether nothing but empty lines follows.</summary>
    private bool SkipEmptyEnd()
    {
        long first = lines.Line;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!line.IsEmpty)
                throw lines.Refusal(ChunkParser.EmptyLineFound, "a JSON object (empty lines may only end the file)", first);
        }
        return true;
    }
}
