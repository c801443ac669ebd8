namespace Glissade.Engine.Tests.Data;

public sealed class RareWordsDatasetTests
{
    private static readonly RareWordsOptions Small = new()
    {
        LabelCount = 400,
        TrainCount = 3_000,
        TestCount = 500,
        CommonWordCount = 100,
        RareNoiseWordCount = 3_000,
    };

    [Fact]
    public void SameOptionsGiveTheSameDataAndOtherSeedsOthers()
    {
        (Dataset train, Dataset test) = RareWordsDataset.Generate(Small);
        (Dataset again, Dataset testAgain) = RareWordsDataset.Generate(Small);
        Dataset other = RareWordsDataset.Generate(Small with { Seed = 2 }).Train;

        Assert.Equal(Texts.Describe(train), Texts.Describe(again));
        Assert.Equal(Texts.Describe(test), Texts.Describe(testAgain));
        Assert.NotEqual(Texts.Describe(train), Texts.Describe(other));
        Assert.Equal((3_000, 100 + (400 * 2) + 3_000, 400), (train.Count, train.FeatureCount, train.LabelCount));
        Assert.Equal((other.Count, other.FeatureCount, other.LabelCount), (train.Count, train.FeatureCount, train.LabelCount));
    }

    [Fact]
    public void MostLabelsAreRareAndAFewFrequent()
    {
        int[] counts = [.. Propensity.LabelFrequencies(RareWordsDataset.Generate(Small).Train).OrderDescending()];

        Assert.InRange(counts[0], 5 * counts[200], int.MaxValue);
        Assert.InRange(counts.Sum() / 3_000.0, 1.9, 2.3);
    }

    [Fact]
    public void EveryLabelHasTwoWordsThatMostOfItsPointsHaveAndHardlyAnyOther()
    {
        RareWordsOptions options = Small with { OwnWordShare = 0.8, StrayShare = 0.02 };
        Dataset train = RareWordsDataset.Generate(options).Train;
        (int[] words, int[] labels, Dictionary<(int Word, int Label), int> pairs) = Count(train);

        int[] frequent = [.. Enumerable.Range(0, options.LabelCount).Where(label => labels[label] >= 10)];
        Assert.NotEmpty(frequent);
        foreach (int label in frequent)
        {
            // Both ways: the label's points have the word, the word's points have the label.
            int own = pairs.Count(pair => pair.Key.Label == label
                && pair.Value >= 0.4 * labels[label] && pair.Value >= 0.5 * words[pair.Key.Word]);
            Assert.InRange(own, 1, 4);
        }
        double meanOwn = frequent.Average(label => pairs.Count(pair => pair.Key.Label == label
            && pair.Value >= 0.4 * labels[label] && pair.Value >= 0.5 * words[pair.Key.Word]));
        Assert.InRange(meanOwn, 1.8, 2.2);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        AssertRefused(nameof(RareWordsOptions.LabelCount), Small with { LabelCount = 0 });
        AssertRefused(nameof(RareWordsOptions.TestCount), Small with { TestCount = -1 });
        AssertRefused(nameof(RareWordsOptions.LabelsPerPoint), Small with { LabelsPerPoint = 0.5 });
        AssertRefused(nameof(RareWordsOptions.OwnWordShare), Small with { OwnWordShare = double.NaN });
        AssertRefused(nameof(RareWordsOptions.OwnWordsPerLabel), Small with { OwnWordsPerLabel = 0 });
        AssertRefused(nameof(RareWordsOptions.StrayShare), Small with { StrayShare = 1.5 });
        AssertRefused(nameof(RareWordsOptions.RareNoiseWordCount), Small with { RareNoiseWordCount = 0 });
    }

    private static void AssertRefused(string name, RareWordsOptions options) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => RareWordsDataset.Generate(options)).ParamName);

    private static (int[] Words, int[] Labels, Dictionary<(int Word, int Label), int> Pairs) Count(Dataset data)
    {
        int[] words = new int[data.FeatureCount];
        Dictionary<(int Word, int Label), int> pairs = [];
        for (int point = 0; point < data.Count; point++)
        {
            foreach (int word in data.Features(point).Ids)
            {
                words[word]++;
                foreach (int label in data.Labels(point))
                    pairs[(word, label)] = pairs.GetValueOrDefault((word, label)) + 1;
            }
        }
        return (words, Propensity.LabelFrequencies(data), pairs);
    }
}
