namespace Glissade.Samples.ProductSearch;

/// <summary>Words as features: a word's id is its place in the vocabulary, its value how often it stands in the text.</summary>
internal sealed class WordFeatures
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <summary>Words known.</summary>
    public int Count => ids.Count;

    /// <summary>The ids of a text's words; unknown ones are learned if <paramref name="learn"/>, otherwise left out.</summary>
    public int[] Ids(string text, bool learn = false)
    {
        List<int> found = [];
        foreach (string word in Words(text))
        {
            if (learn)
                ids.TryAdd(word, ids.Count);
            if (ids.TryGetValue(word, out int id))
                found.Add(id);
        }
        return [.. found];
    }

    /// <summary>A text as a query: ids ascend, none twice.</summary>
    public SparseVector Query(string text)
    {
        SortedDictionary<int, float> counts = [];
        foreach (int id in Ids(text))
            counts[id] = counts.GetValueOrDefault(id) + 1;
        return new SparseVector(counts.Keys.ToArray(), counts.Values.ToArray());
    }

    /// <summary>Lower case, and without the plural s: crude, and enough for seventy products.</summary>
    private static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split(" ,.-'?!".ToCharArray(), StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 2)
            .Select(word => word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word);
}
