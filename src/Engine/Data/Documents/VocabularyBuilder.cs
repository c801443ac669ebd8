using System.Runtime.InteropServices;
using System.Text;

namespace Glissade.Documents;

/// <summary>Lists the runs of words of texts and how often each occurs, then chooses those that are frequent enough.</summary>
internal sealed class VocabularyBuilder
{
    /// <summary>The names go into a model as one tensor of bytes.</summary>
    private const int LargestNamesBytes = 1 << 30;

    private readonly string source;
    private readonly int wordNGrams;
    private readonly TextTokens tokens;
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<int> counts = [];

    internal VocabularyBuilder(string source, TextTokens tokens, int wordNGrams)
    {
        this.source = source;
        this.tokens = tokens;
        this.wordNGrams = wordNGrams;
        lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Counts the runs of a text and adds their provisional ids to <paramref name="found"/>.</summary>
    internal void Add(TokenBuffer text, List<int> found)
    {
        for (int first = 0; first < text.Count; first++)
        {
            int longest = Math.Min(wordNGrams, text.Count - first);
            for (int length = 1; length <= longest; length++)
            {
                ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, text.Run(first, length), out bool known);
                if (!known)
                {
                    id = counts.Count;
                    counts.Add(0);
                }
                CollectionsMarshal.AsSpan(counts)[id]++;
                found.Add(id);
            }
        }
    }

    /// <summary>The features: the most frequent first, equally frequent ones in the order of their UTF-16 units.</summary>
    /// <param name="minimumCount">How often a run must occur.</param>
    /// <param name="newIds">For each provisional id the feature's, or -1.</param>
    /// <exception cref="DataFormatException">There is none, or their names take too much room.</exception>
    internal TextFeatures Choose(int minimumCount, out int[] newIds)
    {
        KeyValuePair<string, int>[] kept = [.. ids.Where(entry => counts[entry.Value] >= minimumCount)];
        if (kept.Length == 0)
            throw new DataFormatException($"{source}: found no word, expected some that occur at least {minimumCount} times");
        Array.Sort(kept, (left, right) =>
            counts[left.Value] != counts[right.Value]
                ? counts[right.Value].CompareTo(counts[left.Value]) : string.CompareOrdinal(left.Key, right.Key));
        if (kept.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + 1L) > LargestNamesBytes)
        {
            throw new DataFormatException(
                $"{source}: found {kept.Length} different words and runs of words, whose names take more than {LargestNamesBytes} bytes; " +
                "expected fewer (a larger minimum count) or hashed ones (buckets)");
        }
        newIds = new int[counts.Count];
        Array.Fill(newIds, -1);
        for (int id = 0; id < kept.Length; id++)
            newIds[kept[id].Value] = id;
        return new TextFeatures(tokens, wordNGrams, Array.ConvertAll(kept, entry => entry.Key));
    }
}
