using System.Globalization;
using System.Text;

namespace Glissade.Documents;

/// <summary>The words of one text, separated by single spaces, so that any run of them is one piece of memory.</summary>
internal sealed class TokenBuffer(TextTokens kind)
{
    private readonly List<int> starts = [];
    private readonly List<int> ends = [];
    private char[] text = [];
    private int length;

    /// <summary>Number of words.</summary>
    internal int Count => starts.Count;

    /// <summary>A run of words.</summary>
    internal ReadOnlySpan<char> Run(int first, int count) => text.AsSpan(starts[first]..ends[first + count - 1]);

    /// <summary>Takes the words of a text in place of those before.</summary>
    internal void Fill(ReadOnlySpan<char> source)
    {
        starts.Clear();
        ends.Clear();
        length = 0;
        // A rune may take two characters where its other case takes one.
        if (text.Length < (2 * source.Length) + 2)
            text = new char[Math.Max((2 * source.Length) + 2, Math.Min(2 * text.Length, 1 << 20))];
        if (kind == TextTokens.Spaces)
            CutAtSpaces(source);
        else
            CutIntoWords(source);
    }

    private void CutAtSpaces(ReadOnlySpan<char> source)
    {
        for (int at = 0; at < source.Length;)
        {
            int end = at;
            while (end < source.Length && source[end] > ' ')
                end++;
            if (end > at)
            {
                Begin();
                source[at..end].CopyTo(text.AsSpan(length));
                length += end - at;
                ends.Add(length);
            }
            at = end + 1;
        }
    }

    private void CutIntoWords(ReadOnlySpan<char> source)
    {
        bool within = false;
        for (int at = 0; at < source.Length;)
        {
            // Nearly every character is one of these, and needs no tables.
            char plain = source[at];
            bool isPlain = char.IsAscii(plain);
            Rune rune = default;
            int units = 1;
            if (!isPlain)
                _ = Rune.DecodeFromUtf16(source[at..], out rune, out units);
            bool belongs = isPlain ? char.IsAsciiLetterOrDigit(plain) : Rune.IsLetterOrDigit(rune) || (within && IsMark(rune));
            if (belongs && !within)
                Begin();
            else if (within && !belongs)
                ends.Add(length);
            if (belongs && isPlain)
                text[length++] = char.IsAsciiLetterUpper(plain) ? (char)(plain | 0x20) : plain;
            else if (belongs)
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(text.AsSpan(length));
            within = belongs;
            at += units;
        }
        if (within)
            ends.Add(length);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private void Begin()
    {
        if (length > 0)
            text[length++] = ' ';
        starts.Add(length);
    }
}
