using System.IO.Hashing;
using System.Text;
using Glissade.Documents;

namespace Glissade;

/// <summary>
/// What texts become: counts of words and runs of words, either those that are listed, or all, hashed into a number of buckets. A data set
/// that was read from text carries it, and so does a model that was trained on one. Many threads may use it.
/// </summary>
public sealed class TextFeatures : IRunIds
{
    // Made when a text is read: training needs none. Its memory goes with this object, which nobody disposes.
    private readonly Lazy<NameTable>? ids;

    /// <summary>Listed features.</summary>
    internal TextFeatures(TextTokens tokens, int wordNGrams, IReadOnlyList<string> names)
    {
        Tokens = tokens;
        WordNGrams = wordNGrams;
        Names = names;
        FeatureCount = names.Count;
        ids = new Lazy<NameTable>(() => Number(names));
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
        TokenBuffer tokens = NewBuffer();
        tokens.Fill(Encoding.UTF8.GetBytes(text));
        int[] found = new int[tokens.RunCount];
        Find(tokens, found);
        FeatureCounter counter = new();
        counter.CountAll(found, [], [found.Length], new int[1]);
        return new SparseVector(counter.Ids, counter.Values);
    }

    void IRunIds.Find(TokenBuffer tokens, Span<int> found) => Find(tokens, found);

    /// <summary>What cuts texts into the runs that are looked up.</summary>
    internal TokenBuffer NewBuffer() => new(Tokens, WordNGrams);

    private void Find(TokenBuffer tokens, Span<int> found)
    {
        if (ids is not null)
        {
            ids.Value.FindAll(tokens, found, add: false);
            return;
        }
        for (int run = 0; run < found.Length; run++)
            found[run] = (int)(XxHash3.HashToUInt64(tokens.Run(run)) % (ulong)FeatureCount);
    }

    private static NameTable Number(IReadOnlyList<string> names)
    {
        NameTable table = new();
        foreach (string name in names)
            table.FindOrAdd(Encoding.UTF8.GetBytes(name));
        return table;
    }
}
