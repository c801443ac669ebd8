using System.Runtime.InteropServices;

namespace Glissade.SkipGram;

/// <summary>Gives words preliminary ids in order of appearance, counts them, and keeps the text as ids.</summary>
internal sealed class WordCounter
{
    private readonly Dictionary<byte[], int> ids = new(new WordBytes());
    private readonly List<byte[]> words = [];
    private readonly List<long> counts = [];
    private readonly List<int> tokens = [];
    private readonly List<int> lineEnds = [];

    /// <summary>The text so far, as preliminary ids.</summary>
    internal Span<int> Tokens => CollectionsMarshal.AsSpan(tokens);

    /// <summary>For each line with words, the number of tokens up to its end.</summary>
    internal ReadOnlySpan<int> LineEnds => CollectionsMarshal.AsSpan(lineEnds);

    /// <summary>Number of different words.</summary>
    internal int TypeCount => words.Count;

    /// <summary>Reads a text to its end, which ends a line too.</summary>
    /// <exception cref="DataFormatException">The text is damaged, or a word too long.</exception>
    internal void Add(WordReader reader)
    {
        Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        while (reader.Next(out ReadOnlySpan<byte> word))
        {
            if (word.IsEmpty)
                EndLine();
            else
                Add(word, lookup);
        }
        EndLine();
    }

    /// <summary>
    /// The words that occur at least <paramref name="minimumCount"/> times as preliminary ids: the most frequent first, equally frequent
    /// ones by their bytes.
    /// </summary>
    internal int[] Rank(long minimumCount)
    {
        int[] ranked = [.. Enumerable.Range(0, words.Count).Where(id => counts[id] >= minimumCount)];
        Array.Sort(ranked, (x, y) =>
        {
            int byCount = counts[y].CompareTo(counts[x]);
            return byCount != 0 ? byCount : words[x].AsSpan().SequenceCompareTo(words[y]);
        });
        return ranked;
    }

    /// <summary>The bytes of a word.</summary>
    internal ReadOnlySpan<byte> Word(int id) => words[id];

    private void Add(ReadOnlySpan<byte> word, Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup)
    {
        if (!lookup.TryGetValue(word, out int id))
        {
            id = words.Count;
            byte[] kept = word.ToArray();
            ids.Add(kept, id);
            words.Add(kept);
            counts.Add(0);
        }
        counts[id]++;
        tokens.Add(id);
    }

    private void EndLine()
    {
        if (tokens.Count > (lineEnds.Count == 0 ? 0 : lineEnds[^1]))
            lineEnds.Add(tokens.Count);
    }
}
