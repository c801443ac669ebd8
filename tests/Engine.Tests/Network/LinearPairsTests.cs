using Glissade.Layers;
using Glissade.Reference;

namespace Glissade.Tests;

public sealed class LinearPairsTests
{
    private const int Features = 30;
    private const int Labels = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(Labels)]
    public void AFeatureKeepsTheLabelsThatItMeetsMostOften(int most)
    {
        ReferenceSample[] samples = ReferenceSample.Draw(60, Features - 1, Labels - 1, 4);
        using LinearPath path = LinearPairs.Create(Build(samples), -0.5f, most);
        Assert.Equal((Features, Labels), (path.FeatureCount, path.LabelCount));
        for (int feature = 0; feature < Features; feature++)
        {
            int[] expected =
            [
                .. samples.Where(sample => sample.Features.Contains(feature)).SelectMany(sample => sample.Labels)
                    .GroupBy(label => label).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                    .Take(most).Select(group => group.Key).Order()
            ];
            Assert.Equal(expected, path.Labels(feature).ToArray());
            Assert.All(path.Weights(feature).ToArray(), weight => Assert.Equal(0, weight));
        }
        Assert.All(path.Biases.ToArray(), bias => Assert.Equal(-0.5f, bias));
    }

    [Fact]
    public void WithTooManyPairsFeaturesKeepFewerLabels()
    {
        Dataset data = Build(ReferenceSample.Draw(60, Features - 1, Labels - 1, 4));
        using LinearPath all = LinearPairs.Create(data, 0);
        using LinearPath fewer = LinearPairs.Create(data, 0, mostPairs: all.PairCount / 2);
        using LinearPath none = LinearPairs.Create(data, 0, mostPairs: 0);
        Assert.InRange(fewer.PairCount, 1, all.PairCount / 2);
        Assert.Equal(0, none.PairCount);
    }

    private static Dataset Build(ReferenceSample[] samples)
    {
        DatasetBuilder builder = new();
        foreach (ReferenceSample sample in samples)
            builder.Add(sample.Features, sample.Values, sample.Labels);
        // A point without labels says nothing.
        builder.Add([0, 1], [1, 1], []);
        return builder.Build(Features, Labels);
    }
}
