using System.Text;

namespace Glissade.Documents;

/// <summary>Lines of words separated by white space; words that begin with <c>__label__</c> are labels, wherever they stand.</summary>
internal sealed class FastTextReader(LineReader lines) : IDocumentReader
{
    /// <summary>What labels begin with.</summary>
    internal const string LabelPrefix = "__label__";

    private readonly StringBuilder text = new();

    public bool Next(Document document)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        document.Line = lines.Line;
        document.Labels.Clear();
        text.Clear();
        for (int at = 0; at < line.Length;)
        {
            int end = at;
            while (end < line.Length && line[end] > ' ')
                end++;
            if (end > at)
                Add(document, lines.Decode(line[at..end]));
            at = end + 1;
        }
        document.Text = text.ToString();
        return true;
    }

    private void Add(Document document, string word)
    {
        if (word.StartsWith(LabelPrefix, StringComparison.Ordinal))
            document.Labels.Add(word[LabelPrefix.Length..]);
        else
            text.Append(text.Length > 0 ? " " : "").Append(word);
    }
}
