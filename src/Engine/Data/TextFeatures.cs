using System.IO.Hashing;
using System.Text;
using Glissade.Documents;

namespace Glissade;

/// <summary>
/// What texts become: counts of words and runs of words, either those that are listed, or all, hashed into a number of buckets. A data set
/// that was read from text carries it, and so does a model that was trained on one. Many threads may use it.
/// </summary>
public sealed class TextFeatures
{
    private const int HashScratchBytes = 512;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? ids;

    /// <summary>Listed features.</summary>
    internal TextFeatures(TextTokens tokens, int wordNGrams, IReadOnlyList<string> names)
    {
        Tokens = tokens;
        WordNGrams = wordNGrams;
        Names = names;
        FeatureCount = names.Count;
        Dictionary<string, int> byName = new(names.Count, StringComparer.Ordinal);
        for (int id = 0; id < names.Count; id++)
            byName.Add(names[id], id);
        ids = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Hashed features.</summary>
    internal TextFeatures(TextTokens tokens, int wordNGrams, int buckets)
    {
        Tokens = tokens;
        WordNGrams = wordNGrams;
        FeatureCount = buckets;
    }

    /// <summary>What counts as a word.</summary>
    public TextTokens Tokens { get; }

    /// <summary>The longest runs of words that are features.</summary>
    public int WordNGrams { get; }

    /// <summary>Size of the feature space.</summary>
    public int FeatureCount { get; }

    /// <summary>The words and runs of words by id, the words of a run separated by single spaces; null if they are hashed.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The features of a text: how often each listed run of words, or any run that falls into the bucket, occurs.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Features in the order of their ids; none if the text has no known word.</returns>
    public SparseVector Transform(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer tokens = new(Tokens);
        tokens.Fill(text);
        List<int> found = [];
        Find(tokens, found);
        FeatureCounts counts = new();
        counts.Count(found);
        return new SparseVector(counts.Ids, counts.Values);
    }

    /// <summary>Adds the id of every known run of words to <paramref name="found"/>, in the order of the text.</summary>
    internal void Find(TokenBuffer tokens, List<int> found)
    {
        Span<byte> scratch = stackalloc byte[HashScratchBytes];
        for (int first = 0; first < tokens.Count; first++)
        {
            int longest = Math.Min(WordNGrams, tokens.Count - first);
            for (int length = 1; length <= longest; length++)
            {
                ReadOnlySpan<char> run = tokens.Run(first, length);
                if (ids is not { } known)
                    found.Add(Bucket(run, scratch));
                else if (known.TryGetValue(run, out int id))
                    found.Add(id);
            }
        }
    }

    private int Bucket(ReadOnlySpan<char> run, Span<byte> scratch)
    {
        int most = Encoding.UTF8.GetMaxByteCount(run.Length);
        Span<byte> bytes = most <= scratch.Length ? scratch : new byte[most];
        int count = Encoding.UTF8.GetBytes(run, bytes);
        return (int)(XxHash3.HashToUInt64(bytes[..count]) % (ulong)FeatureCount);
    }
}
