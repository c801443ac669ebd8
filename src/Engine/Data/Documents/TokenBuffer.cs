using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glissade.Documents;

/// <summary>The words of one text, such that any run of them is one piece of memory, and their runs.</summary>
/// <param name="kind">What counts as a word.</param>
/// <param name="longestRun">The longest runs of words to list.</param>
internal sealed class TokenBuffer(TextTokens kind, int longestRun)
{
    private byte[] text = [];
    private Piece[] words = [];
    private Piece[] runs = [];

    /// <summary>Number of runs.</summary>
    internal int RunCount { get; private set; }

    /// <summary>A run of words: those that begin with the first word, the shortest first, then those that begin with the second.</summary>
    internal ReadOnlySpan<byte> Run(int index) => text.AsSpan(Runs[index].Start, Runs[index].Length);

    /// <summary>The key of a run of words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NameKey Key(int index)
    {
        ref Piece run = ref Runs[index];
        // Behind the last word there is room for a vector.
        return NameKey.Of(text.AsSpan(run.Start), run.Length);
    }

    /// <summary>Words are runs of one.</summary>
    private Piece[] Runs => longestRun == 1 ? words : runs;

    /// <summary>Takes the words of a text, which is UTF-8, in place of those before.</summary>
    internal void Fill(ReadOnlySpan<byte> source)
    {
        int most = WordCutter.RoomFor(source.Length);
        if (text.Length < most)
            text = new byte[Math.Max(most, Math.Min(2 * text.Length, 1 << 20))];
        int edges = WordCutter.EdgesFor(source.Length);
        if (words.Length < edges / 2)
            words = new Piece[Math.Max(edges / 2, Math.Min(2 * words.Length, 1 << 20))];
        Span<int> wordEdges = MemoryMarshal.Cast<Piece, int>(words.AsSpan());
        RunCount = kind == TextTokens.Spaces
            ? WordCutter.CutAtSpaces(source, text, wordEdges) : WordCutter.CutIntoWords(source, text, wordEdges);
        if (longestRun > 1)
            ListRuns(words.AsSpan(0, RunCount));
    }

    private void ListRuns(Span<Piece> found)
    {
        Join(found);
        if (runs.Length < (long)found.Length * longestRun)
            runs = new Piece[Math.Max(checked(found.Length * longestRun), Math.Min(2 * runs.Length, 1 << 20))];
        RunCount = 0;
        for (int first = 0; first < found.Length; first++)
        {
            int last = Math.Min(first + longestRun, found.Length);
            for (int word = first; word < last; word++)
                runs[RunCount++] = new Piece(found[first].Start, found[word].End);
        }
    }

    /// <summary>Moves words together, so that single spaces separate them.</summary>
    private void Join(Span<Piece> found)
    {
        int length = 0;
        foreach (ref Piece word in found)
        {
            if (word.Start != length)
                text.AsSpan(word.Start, word.Length).CopyTo(text.AsSpan(length));
            word = new Piece(length, length + word.Length);
            text[word.End] = (byte)' ';
            length = word.End + 1;
        }
    }

    private readonly record struct Piece(int Start, int End)
    {
        internal int Length => End - Start;
    }
}
