namespace Glissade.Documents;

/// <summary>The words of one text, separated by single spaces, so that any run of them is one piece of memory; and their runs.</summary>
/// <param name="kind">What counts as a word.</param>
/// <param name="longestRun">The longest runs of words to list.</param>
internal sealed class TokenBuffer(TextTokens kind, int longestRun)
{
    private int[] ends = [];
    private byte[] text = [];
    private (int Start, int Length)[] runs = [];

    /// <summary>Number of runs.</summary>
    internal int RunCount { get; private set; }

    /// <summary>A run of words: those that begin with the first word, the shortest first, then those that begin with the second.</summary>
    internal ReadOnlySpan<byte> Run(int index) => text.AsSpan(runs[index].Start, runs[index].Length);

    /// <summary>The key of a run of words.</summary>
    internal NameKey Key(int index)
    {
        (int start, int length) = runs[index];
        // Behind the last word there is room for a vector.
        return NameKey.Of(text.AsSpan(start), length);
    }

    /// <summary>Takes the words of a text, which is UTF-8, in place of those before.</summary>
    internal void Fill(ReadOnlySpan<byte> source)
    {
        int most = WordCutter.RoomFor(source.Length);
        if (text.Length < most)
            text = new byte[Math.Max(most, Math.Min(2 * text.Length, 1 << 20))];
        if (ends.Length < source.Length)
            ends = new int[Math.Max(source.Length, Math.Min(2 * ends.Length, 1 << 20))];
        int words = kind == TextTokens.Spaces
            ? WordCutter.CutAtSpaces(source, text, ends) : WordCutter.CutIntoWords(source, text, ends);
        if (runs.Length < (long)words * longestRun)
            runs = new (int, int)[Math.Max(checked(words * longestRun), Math.Min(2 * runs.Length, 1 << 20))];
        RunCount = 0;
        for (int first = 0; first < words; first++)
        {
            int start = first == 0 ? 0 : ends[first - 1] + 1;
            int last = Math.Min(first + longestRun, words);
            for (int word = first; word < last; word++)
                runs[RunCount++] = (start, ends[word] - start);
        }
    }
}
