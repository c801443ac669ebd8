using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Writes a text a line, labels first; white space and control characters of the text become single spaces.</summary>
internal sealed class FastTextWriter(Stream stream, string source) : IDocumentWriter
{
    private readonly BufferedStream output = new(stream);

    public void Write(Document document)
    {
        ReadOnlySpan<byte> separator = [];
        for (int i = 0; i < document.Labels.Count; i++)
        {
            ReadOnlySpan<byte> label = document.Labels[i];
            if (label.Contains((byte)' '))
                throw Refusal(document, $"label {QuotedToken.Of(label)}", "a name without spaces, which fastText data cannot hold");
            output.Write(separator);
            output.Write(FastTextReader.LabelPrefix);
            output.Write(label);
            separator = " "u8;
        }
        foreach (ReadOnlySpan<byte> word in new SpacedWords(document.Text.Bytes))
        {
            if (word.StartsWith(FastTextReader.LabelPrefix))
                throw Refusal(document, QuotedToken.Of(word), "a text without words that fastText takes for labels");
            output.Write(separator);
            output.Write(word);
            separator = " "u8;
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>The buffer would close the stream.</summary>
    public void Dispose() => output.Flush();

    private DataFormatException Refusal(Document document, string found, string expected) => new(source, document.Line, found, expected);
}
