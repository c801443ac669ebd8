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
        ReadOnlySpan<byte> rest = TakeLabels(line, document.Labels);
        if (rest.IndexOf(LabelPrefix) < 0 && TextSpacing.TryCopy(rest, document.Text.Reserve(TextSpacing.RoomFor(rest.Length))))
            document.Text.Take(rest.Length);
        else
            TakeWords(rest, document);
        return true;
    }

    /// <summary>Takes the labels that a line begins with, and returns what follows them, without separators at either end.</summary>
    private static ReadOnlySpan<byte> TakeLabels(ReadOnlySpan<byte> line, ByteStrings labels)
    {
        ReadOnlySpan<byte> rest = TextSpacing.Trim(line);
        while (rest.StartsWith(LabelPrefix))
        {
            ReadOnlySpan<byte> word = SpacedWords.First(rest);
            labels.Add(word[LabelPrefix.Length..]);
            rest = TextSpacing.TrimStart(rest[word.Length..]);
        }
        return rest;
    }

    /// <summary>Takes words one by one.</summary>
    private static void TakeWords(ReadOnlySpan<byte> line, Document document)
    {
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
    }

    /// <summary>Throws for the first word that is not UTF-8.</summary>
    private void RefuseWord(ReadOnlySpan<byte> line)
    {
        foreach (ReadOnlySpan<byte> word in new SpacedWords(line))
            lines.CheckText(word);
    }
}
