using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Glissade.Documents;

/// <summary>Lines of words separated by white space; words that begin with <c>__label__</c> are labels, wherever they stand.</summary>
internal sealed class FastTextReader(LineReader lines) : IDocumentReader
{
    /// <summary>What labels begin with.</summary>
    internal const string LabelPrefix = "__label__";

    /// <summary>The bytes up to a space.</summary>
    private static readonly SearchValues<byte> Separators = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(one => (byte)one)]);

    private readonly StringBuilder text = new();

    public bool Next(Document document)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        document.Line = lines.Line;
        document.Labels.Clear();
        text.Clear();
        if (!Utf8.IsValid(line))
            RefuseWord(line);
        ReadOnlySpan<char> words = lines.Decode(line);
        for (int at = 0; at < words.Length;)
        {
            int end = at;
            while (end < words.Length && words[end] > ' ')
                end++;
            if (end > at)
                Add(document, words[at..end]);
            at = end + 1;
        }
        document.Text = text.ToString();
        return true;
    }

    /// <summary>Throws for the first word that is not UTF-8.</summary>
    private void RefuseWord(ReadOnlySpan<byte> line)
    {
        foreach (Range word in line.SplitAny(Separators))
            lines.Decode(line[word]);
    }

    private void Add(Document document, ReadOnlySpan<char> word)
    {
        if (word.StartsWith(LabelPrefix, StringComparison.Ordinal))
            document.Labels.Add(word[LabelPrefix.Length..].ToString());
        else
            text.Append(text.Length > 0 ? " " : "").Append(word);
    }
}
