using System.Text;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Writes a text a line, labels first; white space and control characters of the text become single spaces.</summary>
internal sealed class FastTextWriter(Stream stream, string source) : IDocumentWriter
{
    private readonly StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
    private readonly TokenBuffer words = new(TextTokens.Spaces);

    public void Write(Document document)
    {
        string separator = "";
        foreach (string label in document.Labels)
        {
            if (label.Contains(' ', StringComparison.Ordinal))
                throw Refusal(document, $"label {QuotedToken.OfText(label)}", "a name without spaces, which fastText data cannot hold");
            writer.Write(separator);
            writer.Write(FastTextReader.LabelPrefix);
            writer.Write(label);
            separator = " ";
        }
        words.Fill(document.Text);
        for (int word = 0; word < words.Count; word++)
        {
            ReadOnlySpan<char> run = words.Run(word, 1);
            if (run.StartsWith(FastTextReader.LabelPrefix))
                throw Refusal(document, QuotedToken.OfText(run.ToString()), "a text without words that fastText takes for labels");
            writer.Write(separator);
            writer.Write(run);
            separator = " ";
        }
        writer.Write('\n');
    }

    public void Dispose() => writer.Dispose();

    private DataFormatException Refusal(Document document, string found, string expected) => new(source, document.Line, found, expected);
}
