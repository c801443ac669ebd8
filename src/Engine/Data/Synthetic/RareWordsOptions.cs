namespace Glissade;

/// <summary>
/// The shape of a task in which rare words all but name the labels (<see cref="RareWordsDataset"/>). The defaults are those of the preset
/// "rare-words" of <c>glissade data generate</c>.
/// </summary>
public sealed record RareWordsOptions
{
    /// <summary>Size of the label space.</summary>
    public int LabelCount { get; init; } = 20_000;

    /// <summary>Number of training points.</summary>
    public int TrainCount { get; init; } = 40_000;

    /// <summary>Number of test points.</summary>
    public int TestCount { get; init; } = 5_000;

    /// <summary>Mean number of labels of a point, about; no point has more than 10.</summary>
    public double LabelsPerPoint { get; init; } = 2.2;

    /// <summary>Label of rank r is drawn in proportion to (r + 11)^-exponent, r from 0.</summary>
    public double LabelExponent { get; init; } = 0.8;

    /// <summary>Words that belong to one label alone.</summary>
    public int OwnWordsPerLabel { get; init; } = 2;

    /// <summary>Probability that a point of a label has a given one of the label's own words.</summary>
    public double OwnWordShare { get; init; } = 0.5;

    /// <summary>Words that many points have and that say nothing about the labels.</summary>
    public int CommonWordCount { get; init; } = 2_000;

    /// <summary>Draws of common words for a point; a repeated draw raises the word's count.</summary>
    public int CommonDrawsPerPoint { get; init; } = 20;

    /// <summary>Words that few points have and that say nothing either: to a learner they look like the labels' own.</summary>
    public int RareNoiseWordCount { get; init; } = 60_000;

    /// <summary>Rare words that say nothing, drawn for a point.</summary>
    public int RareNoiseDrawsPerPoint { get; init; } = 6;

    /// <summary>Probability that such a draw gives some label's own word instead of a noise word.</summary>
    public double StrayShare { get; init; } = 0.1;

    /// <summary>Other seeds give other data of the same shape.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Size of the feature space: common words, own words of all labels, rare noise words.</summary>
    /// <exception cref="OverflowException">They are more than an int can count.</exception>
    public int FeatureCount => checked(CommonWordCount + (LabelCount * OwnWordsPerLabel) + RareNoiseWordCount);

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range; the message names it.</exception>
    public void Validate()
    {
        // A feature space of 8 x 16 million own words and as many others fits an int.
        RequireWithin(LabelCount, 1, 1 << 24, nameof(LabelCount));
        RequireWithin(TrainCount, 0, int.MaxValue, nameof(TrainCount));
        RequireWithin(TestCount, 0, int.MaxValue, nameof(TestCount));
        RequireWithin(LabelsPerPoint, 1, 10, nameof(LabelsPerPoint));
        RequireWithin(LabelExponent, 0, 10, nameof(LabelExponent));
        RequireWithin(OwnWordsPerLabel, 1, 8, nameof(OwnWordsPerLabel));
        RequireWithin(OwnWordShare, 0, 1, nameof(OwnWordShare));
        RequireWithin(CommonWordCount, 1, 1 << 24, nameof(CommonWordCount));
        RequireWithin(CommonDrawsPerPoint, 0, 10_000, nameof(CommonDrawsPerPoint));
        RequireWithin(RareNoiseWordCount, 1, 1 << 28, nameof(RareNoiseWordCount));
        RequireWithin(RareNoiseDrawsPerPoint, 0, 10_000, nameof(RareNoiseDrawsPerPoint));
        RequireWithin(StrayShare, 0, 1, nameof(StrayShare));
    }

    private static void RequireWithin(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {low} to {high}");
    }
}
