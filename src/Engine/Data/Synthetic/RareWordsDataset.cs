using Glissade.Synthetic;

namespace Glissade;

/// <summary>
/// Planted data in which rare words all but name the labels: every label has a few words of its own, which most of its points have and
/// hardly any other; the other words, common and rare, are noise. Labels have Zipfian frequency, so most own words occur a few times only.
/// </summary>
/// <remarks>
/// What is to be learned is one weight for each pair of a word and its label, which a linear model has and a narrow hidden layer has not:
/// names, part numbers and the like are of this kind. Values are counts of words. The same options give the same data on every
/// machine whose mathematical library computes the same powers.
/// </remarks>
public static class RareWordsDataset
{
    private const int MostLabels = 10;
    private const double LabelRankOffset = 10;
    private const double CommonExponent = 0.9;
    private const double CommonRankOffset = 5;

    /// <summary>Makes the training and the test part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static (Dataset Train, Dataset Test) Generate(RareWordsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        // Ids say nothing about frequency or kind.
        int[] labelOfRank = SyntheticTask.Permutation(options.LabelCount, SplitMix64.Hash((options.Seed * 5) + 1));
        int[] wordIds = SyntheticTask.Permutation(options.FeatureCount, SplitMix64.Hash((options.Seed * 5) + 2));
        ZipfDistribution labels = new(options.LabelCount, options.LabelExponent, LabelRankOffset);
        ZipfDistribution common = new(options.CommonWordCount, CommonExponent, CommonRankOffset);
        return (Part(options.TrainCount, 3), Part(options.TestCount, 4));

        Dataset Part(int count, ulong stream)
        {
            SplitMix64 random = new(SplitMix64.Hash((options.Seed * 5) + stream));
            DatasetBuilder builder = new();
            List<int> ranks = [];
            List<int> words = [];
            for (int point = 0; point < count; point++)
            {
                DrawLabels(options, labels, ref random, ranks);
                DrawWords(options, common, ranks, ref random, words);
                int[] ids = [.. words.Select(word => wordIds[word])];
                float[] ones = new float[ids.Length];
                Array.Fill(ones, 1);
                builder.Add(ids, ones, [.. ranks.Select(rank => labelOfRank[rank])]);
            }
            return builder.Build(options.FeatureCount, options.LabelCount);
        }
    }

    private static void DrawLabels(RareWordsOptions options, ZipfDistribution labels, ref SplitMix64 random, List<int> ranks)
    {
        int wanted = 1;
        double another = 1 - (1 / options.LabelsPerPoint);
        while (wanted < Math.Min(MostLabels, options.LabelCount) && random.NextUnit() < another)
            wanted++;
        ranks.Clear();
        for (int draw = 0; draw < wanted; draw++)
            ranks.Add(labels.Rank(random.NextUnit()));
    }

    /// <summary>Numbers words by kind: common ones by rank, then each label's own, then rare noise.</summary>
    private static void DrawWords(
        RareWordsOptions options, ZipfDistribution common, List<int> labelRanks, ref SplitMix64 random, List<int> words)
    {
        int ownWords = options.LabelCount * options.OwnWordsPerLabel;
        words.Clear();
        foreach (int rank in labelRanks)
        {
            for (int own = 0; own < options.OwnWordsPerLabel; own++)
            {
                if (random.NextUnit() < options.OwnWordShare)
                    words.Add(options.CommonWordCount + (rank * options.OwnWordsPerLabel) + own);
            }
        }
        for (int draw = 0; draw < options.CommonDrawsPerPoint; draw++)
            words.Add(common.Rank(random.NextUnit()));
        for (int draw = 0; draw < options.RareNoiseDrawsPerPoint; draw++)
        {
            words.Add(options.CommonWordCount + (random.NextUnit() < options.StrayShare
                ? random.NextBelow(ownWords)
                : ownWords + random.NextBelow(options.RareNoiseWordCount)));
        }
    }
}
