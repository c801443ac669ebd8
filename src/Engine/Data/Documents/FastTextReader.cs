using System.Text.Unicode;

namespace Glissade.Documents;

/// <summary>Lines of words separated by white space; words that begin with <c>__label__</c> are labels, wherever they stand.</summary>
internal sealed class FastTextReader(LineReader lines) : IDocumentReader
{
    /// <summary>What labels begin with.</summary>
    internal static ReadOnlySpan<byte> LabelPrefix => "__label__"u8;

    public bool Next(Document document)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        document.Line = lines.Line;
        document.Labels.Clear();
        document.Text.Clear();
        if (!Utf8.IsValid(line))
            RefuseWord(line);
        // A space after each word, the last one's left out.
        Span<byte> text = document.Text.Reserve(line.Length + 1);
        int length = 0;
        foreach (ReadOnlySpan<byte> word in new SpacedWords(line))
        {
            if (word.StartsWith(LabelPrefix))
            {
                document.Labels.Add(word[LabelPrefix.Length..]);
                continue;
            }
            word.CopyTo(text[length..]);
            length += word.Length;
            text[length++] = (byte)' ';
        }
        document.Text.Take(Math.Max(0, length - 1));
        return true;
    }

    /// <summary>Throws for the first word that is not UTF-8.</summary>
    private void RefuseWord(ReadOnlySpan<byte> line)
    {
        foreach (ReadOnlySpan<byte> word in new SpacedWords(line))
            lines.CheckText(word);
    }
}
