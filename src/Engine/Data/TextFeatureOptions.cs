namespace Glissade;

/// <summary>How texts become features: counts of words and of runs of up to so many words.</summary>
public sealed record TextFeatureOptions
{
    /// <summary>The longest runs of words that can be features.</summary>
    public const int LargestNGram = 8;

    /// <summary>
    /// What counts as a word; null: <see cref="TextTokens.Spaces"/> for fastText data and <see cref="TextTokens.Words"/> otherwise.
    /// </summary>
    public TextTokens? Tokens { get; init; }

    /// <summary>The longest runs of words that are features: 1 for words alone, 2 for pairs of neighbours too, and so on.</summary>
    public int WordNGrams { get; init; } = 1;

    /// <summary>Runs that occur fewer times, over all texts, are no features. Without meaning for buckets.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>
    /// Into how many numbered features runs are hashed instead of being listed; null: they are listed. Takes no memory for names, and
    /// different runs may share a feature.
    /// </summary>
    public int? Buckets { get; init; }

    /// <summary>Refuses settings that are out of range.</summary>
    /// <exception cref="ArgumentException">The first setting that cannot be meant is named.</exception>
    internal void Validate()
    {
        Require(WordNGrams is >= 1 and <= LargestNGram, nameof(WordNGrams), $"from 1 to {LargestNGram}", WordNGrams);
        Require(MinimumCount >= 1, nameof(MinimumCount), "positive", MinimumCount);
        Require(Buckets is null or (>= 1 and < int.MaxValue), nameof(Buckets), $"from 1 to {int.MaxValue - 1}", Buckets ?? 0);
    }

    private static void Require(bool holds, string name, string expected, int value)
    {
        if (!holds)
            throw new ArgumentException($"{name} must be {expected}, but is {value}", name);
    }
}
