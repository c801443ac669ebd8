using System.Runtime.InteropServices;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// Turns text into sparse vectors: counts of words and of pairs of neighbouring words that occur in at least so many training texts.
/// Made once from the training texts; other words and pairs are ignored thereafter.
/// </summary>
internal sealed class TextFeaturizer
{
    private const int NoFeature = -1;

    private readonly WordTable words;
    private readonly int[] wordFeatures;
    private readonly Dictionary<long, int> pairFeatures;

    private TextFeaturizer(WordTable words, int[] wordFeatures, Dictionary<long, int> pairFeatures, int featureCount)
    {
        this.words = words;
        this.wordFeatures = wordFeatures;
        this.pairFeatures = pairFeatures;
        FeatureCount = featureCount;
    }

    /// <summary>Size of the feature space.</summary>
    public int FeatureCount { get; }

    /// <summary>Chooses the features.</summary>
    /// <param name="words">The table that numbered the texts' words; it must not grow further.</param>
    /// <param name="trainingTexts">The training texts as numbered words.</param>
    /// <param name="minimumTexts">In how many texts a word must occur to count.</param>
    /// <param name="minimumPairTexts">In how many texts a pair of neighbouring words must occur to count.</param>
    public static TextFeaturizer Fit(WordTable words, IReadOnlyList<int[]> trainingTexts, int minimumTexts = 2, int minimumPairTexts = 3)
    {
        int count = 0;
        int[] wordFeatures = new int[words.Count];
        Occurrence[] seen = CountWords(trainingTexts, words.Count);
        for (int word = 0; word < wordFeatures.Length; word++)
            wordFeatures[word] = seen[word].Texts >= minimumTexts ? count++ : NoFeature;

        Dictionary<long, int> pairFeatures = [];
        IEnumerable<long> kept = CountPairs(trainingTexts).Where(s => s.Value.Texts >= minimumPairTexts).Select(s => s.Key);
        foreach (long pair in kept.Order())
        {
            int compound = words.Compound((int)(pair >> 32), (int)pair);
            bool known = compound >= 0 && wordFeatures[compound] != NoFeature;
            pairFeatures.Add(pair, known ? wordFeatures[compound] : count++);
        }
        return new TextFeaturizer(words, wordFeatures, pairFeatures, count);
    }

    /// <summary>The features of a text.</summary>
    public SparseVector Transform(string text) => Transform(words.Find(text));

    /// <summary>The features of a text whose words are numbered.</summary>
    public SparseVector Transform(ReadOnlySpan<int> sequence)
    {
        int[] found = new int[2 * sequence.Length];
        int count = 0;
        for (int i = 0; i < sequence.Length; i++)
        {
            if (wordFeatures[sequence[i]] is int word and not NoFeature)
                found[count++] = word;
            if (i > 0 && pairFeatures.TryGetValue(PairKey(sequence[i - 1], sequence[i]), out int pair))
                found[count++] = pair;
        }
        Array.Sort(found, 0, count);
        int distinct = 0;
        float[] counts = new float[count];
        for (int i = 0; i < count; i++)
        {
            if (distinct == 0 || found[distinct - 1] != found[i])
                found[distinct++] = found[i];
            counts[distinct - 1]++;
        }
        return new SparseVector(found.AsSpan(0, distinct), counts.AsSpan(0, distinct));
    }

    private static Occurrence[] CountWords(IReadOnlyList<int[]> texts, int wordCount)
    {
        Occurrence[] seen = new Occurrence[wordCount];
        for (int text = 0; text < texts.Count; text++)
        {
            foreach (int word in texts[text])
                seen[word].CountIn(text);
        }
        return seen;
    }

    private static Dictionary<long, Occurrence> CountPairs(IReadOnlyList<int[]> texts)
    {
        Dictionary<long, Occurrence> seen = [];
        for (int text = 0; text < texts.Count; text++)
        {
            int[] sequence = texts[text];
            for (int i = 1; i < sequence.Length; i++)
                CollectionsMarshal.GetValueRefOrAddDefault(seen, PairKey(sequence[i - 1], sequence[i]), out _).CountIn(text);
        }
        return seen;
    }

    private static long PairKey(int first, int second) => ((long)first << 32) | (uint)second;

    /// <summary>In how many texts something occurred, where a text with several occurrences counts once.</summary>
    private struct Occurrence
    {
        private int lastText;

        public int Texts { get; private set; }

        public void CountIn(int text)
        {
            if (Texts > 0 && lastText == text)
                return;
            lastText = text;
            Texts++;
        }
    }
}
