namespace Glissade.Cli.Quickstart;

/// <summary>
/// Cuts text into words of letters and digits; identifiers fall into their humps, so that "TrimStart", "trim start" and "XMLReader", "XML
/// reader"
/// are the same words. Digits stay with the letters before them: "Base64", "Int32".
/// </summary>
internal ref struct WordSplitter(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int next;

    /// <summary>The word found by the last <see cref="MoveNext"/>, as it stands in the text.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>This splitter: allows foreach.</summary>
    public readonly WordSplitter GetEnumerator() => this;

    /// <summary>Goes to the next word; false at the end of the text.</summary>
    public bool MoveNext()
    {
        while (next < text.Length && !char.IsLetterOrDigit(text[next]))
            next++;
        int start = next;
        while (next < text.Length && char.IsLetterOrDigit(text[next]) && (next == start || !StartsHump(next)))
            next++;
        Current = text[start..next];
        return next > start;
    }

    /// <summary>The words of an identifier, in lower case.</summary>
    public static List<string> Words(string identifier)
    {
        List<string> words = [];
        foreach (ReadOnlySpan<char> word in new WordSplitter(identifier))
            words.Add(word.ToString().ToLowerInvariant());
        return words;
    }

    /// <summary>Whether a capital begins a word: after a lower-case letter, or before one ("XMLReader", "Base64String").</summary>
    private readonly bool StartsHump(int position)
    {
        if (!char.IsUpper(text[position]))
            return false;
        bool beforeLower = position + 1 < text.Length && char.IsLower(text[position + 1]);
        return char.IsLower(text[position - 1]) || (beforeLower && !IsPluralEnd(position));
    }

    /// <summary>"IDs" and "URLs" are one word each.</summary>
    private readonly bool IsPluralEnd(int position) =>
        text[position + 1] == 's' && (position + 2 == text.Length || !char.IsLetterOrDigit(text[position + 2]));
}
