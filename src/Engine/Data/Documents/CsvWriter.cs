using System.Text;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Writes a column of texts and one of labels, with a line that names them; fields are quoted if they need it.</summary>
internal sealed class CsvWriter : IDocumentWriter
{
    private readonly StreamWriter writer;
    private readonly string source;
    private readonly char separator;
    private readonly char labelSeparator;

    internal CsvWriter(Stream stream, string source, char separator, DataReadOptions options)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        this.source = source;
        this.separator = separator;
        labelSeparator = options.LabelSeparator;
        WriteRecord(options.TextColumns[0], options.LabelsColumn);
    }

    public void Write(Document document)
    {
        string[] labels = document.Labels.Strings();
        foreach (string label in labels)
        {
            if (label.Contains(labelSeparator, StringComparison.Ordinal) || label.Trim().Length < label.Length)
            {
                throw new DataFormatException(
                    source, document.Line, $"label {QuotedToken.OfText(label)}",
                    $"a name without \"{labelSeparator}\", which separates labels, and without white space around it");
            }
        }
        WriteRecord(document.Text.ToString(), string.Join(labelSeparator, labels));
    }

    public void Dispose() => writer.Dispose();

    private void WriteRecord(string text, string labels)
    {
        WriteField(text);
        writer.Write(separator);
        WriteField(labels);
        writer.Write('\n');
    }

    private void WriteField(string field)
    {
        if (!field.AsSpan().ContainsAny(['"', '\r', '\n', separator]))
        {
            writer.Write(field);
            return;
        }
        writer.Write('"');
        writer.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
