using System.Collections.Frozen;

namespace Glissade.Cli.Quickstart;

/// <summary>Numbers folded words in the order of their first appearance.</summary>
internal sealed class WordTable
{
    /// <summary>A word may be longer in a text, but only its beginning counts.</summary>
    private const int LongestWord = 40;

    /// <summary>Words that stand in every sentence about anything; they are left out before pairs are formed.</summary>
    private static readonly FrozenSet<string> StopWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "an", "the", "of", "to", "in", "is", "are", "be", "was", "and", "or", "that", "this", "these", "it", "its", "for", "by",
        "with", "on", "at", "as", "if", "which", "has", "have", "can", "will",
        "does", "do", "when", "than", "then", "otherwise", "my", "me", "how", "want",
        "there", "into", "specified", "given");

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    /// <summary>Words known so far.</summary>
    public int Count => words.Count;

    /// <summary>The numbers of a text's words, in order, without stop words and single letters; new words get new numbers.</summary>
    public int[] Intern(string text)
    {
        List<int> sequence = [];
        Visit(text, addNew: true, sequence);
        return [.. sequence];
    }

    /// <summary>The same, where an unknown word is left out.</summary>
    public int[] Find(string text)
    {
        List<int> sequence = [];
        Visit(text, addNew: false, sequence);
        return [.. sequence];
    }

    /// <summary>
    /// The word that two words make when written together, or -1: "white space" and "whitespace", "file name" and "filename" mean the same.
    /// </summary>
    public int Compound(int first, int second)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        string head = words[first];
        string tail = words[second];
        Span<char> joined = stackalloc char[(2 * LongestWord) + 1];
        head.CopyTo(joined);
        tail.CopyTo(joined[head.Length..]);
        if (bySpan.TryGetValue(joined[..(head.Length + tail.Length)], out int number))
            return number;
        // Folding took the first word's final e, which stands in the middle of the compound.
        joined[head.Length] = 'e';
        tail.CopyTo(joined[(head.Length + 1)..]);
        return bySpan.TryGetValue(joined[..(head.Length + tail.Length + 1)], out number) ? number : -1;
    }

    private void Visit(string text, bool addNew, List<int> sequence)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> stops = StopWords.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[LongestWord];
        foreach (ReadOnlySpan<char> found in new WordSplitter(text))
        {
            int length = found[..Math.Min(found.Length, LongestWord)].ToLowerInvariant(buffer);
            if (length < 2 || stops.Contains(buffer[..length]))
                continue;
            Span<char> word = buffer[..WordFolding.Fold(buffer[..length])];
            if (!bySpan.TryGetValue(word, out int number))
            {
                if (!addNew)
                    continue;
                number = words.Count;
                words.Add(word.ToString());
                numbers.Add(words[number], number);
            }
            sequence.Add(number);
        }
    }
}
