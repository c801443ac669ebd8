using System.Text;
using System.Text.Json;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>
/// A JSON object a line: texts are strings, labels an array of strings or numbers, or a string of several. Other properties are passed
/// over.
/// </summary>
internal sealed class JsonLinesReader(LineReader lines, DataReadOptions options) : IDocumentReader
{
    private readonly TextColumn[] texts = [.. options.TextColumns.Select(name => new TextColumn(name))];
    private readonly ByteText label = new();

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
        document.Text.Clear();
        for (int i = 0; i < texts.Length; i++)
        {
            document.Text.Append(i == 0 ? [] : "\n"u8);
            document.Text.Append(texts[i].Text.Bytes);
        }
        return true;
    }

    private void ReadObject(ReadOnlySpan<byte> line, Document document)
    {
        Utf8JsonReader json = new(line);
        foreach (TextColumn column in texts)
            column.IsFound = false;
        bool hasLabels = options.IgnoreLabels;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw lines.Refusal(QuotedToken.Of(line), "a JSON object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (FindText(ref json) is { } column)
            {
                ReadText(ref json, column);
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
        TextColumn? missing = Array.Find(texts, static column => !column.IsFound);
        if (missing is not null || !hasLabels)
            throw lines.Refusal(QuotedToken.Of(line), $"an object with \"{missing?.Name ?? options.LabelsColumn}\"");
    }

    private TextColumn? FindText(ref Utf8JsonReader json)
    {
        foreach (TextColumn column in texts)
        {
            if (json.ValueTextEquals(column.NameBytes))
                return column;
        }
        return null;
    }

    private void ReadText(ref Utf8JsonReader json, TextColumn column)
    {
        json.Read();
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw lines.Refusal(QuotedToken.Of(json.ValueSpan), $"a string as \"{column.Name}\"");
        CopyString(ref json, column.Text);
        column.IsFound = true;
    }

    private void ReadLabels(ref Utf8JsonReader json, ByteStrings labels)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return;
        if (json.TokenType == JsonTokenType.String)
        {
            CopyString(ref json, label);
            LabelCell.Split(label.Bytes, (byte)options.LabelSeparator, labels);
            return;
        }
        if (json.TokenType != JsonTokenType.StartArray)
        {
            ReadLabel(ref json, labels);
            return;
        }
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            ReadLabel(ref json, labels);
    }

    private void ReadLabel(ref Utf8JsonReader json, ByteStrings labels)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            labels.Add(json.ValueSpan);
            return;
        }
        if (json.TokenType != JsonTokenType.String)
            throw lines.Refusal(QuotedToken.Of(json.ValueSpan), $"strings or numbers as \"{options.LabelsColumn}\"");
        CopyString(ref json, label);
        labels.Add(label.Bytes);
    }

    /// <summary>Puts a string, its escapes undone, in the place of <paramref name="text"/>; null is empty.</summary>
    private static void CopyString(ref Utf8JsonReader json, ByteText text)
    {
        text.Clear();
        // What is escaped is longer than what it stands for.
        if (json.TokenType == JsonTokenType.String)
            text.Take(json.CopyString(text.Reserve(json.ValueSpan.Length)));
    }

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

    /// <summary>A property that holds text.</summary>
    private sealed class TextColumn(string name)
    {
        internal string Name => name;

        internal byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(name);

        internal ByteText Text { get; } = new();

        /// <summary>Whether the object has it.</summary>
        internal bool IsFound { get; set; }
    }
}
