namespace Glissade.Engine.Tests.Data;

public sealed class DatasetSummaryTests
{
    [Fact]
    public void SampleIsCounted()
    {
        DatasetSummary summary = DatasetSummary.Of(Texts.Load("5 9 7\n1,2 0:1 1:2 2:3\n1 0:4\n 3:5\n4\n1,6 1:1 2:1\n"));
        Assert.Equal((5, 9, 7), (summary.PointCount, summary.FeatureCount, summary.LabelCount));
        Assert.Equal((7L, 6L), (summary.FeatureEntryCount, summary.LabelEntryCount));
        Assert.Equal(new CountDistribution(1.4, 1, 3, 3, 3), summary.FeaturesPerPoint);
        Assert.Equal(new CountDistribution(1.2, 1, 2, 2, 2), summary.LabelsPerPoint);
        Assert.Equal(new CountDistribution(1.5, 1, 3, 3, 3), summary.PointsPerLabel);
        Assert.Equal((1, 1), (summary.PointsWithoutLabels, summary.PointsWithoutFeatures));
        Assert.Equal((3, 3), (summary.UnusedLabelCount, summary.SinglePointLabelCount));
        Assert.Equal((1f, 5f), (summary.MinimumValue, summary.MaximumValue));
        Assert.Equal((true, false, false), (summary.ValuesAreCounts, summary.ValuesAreOnes, summary.RowsAreNormalized));
    }

    [Theory]
    [InlineData("1 0:1 1:1\n", true, true, false)]
    [InlineData("1 0:1\n2 5:1\n3\n", true, true, true)]
    [InlineData("1 0:0.6 1:-0.8\n", false, false, true)]
    [InlineData("1 0:0.6 1:0.81\n", false, false, false)]
    [InlineData("1 0:-1 1:2\n", false, false, false)]
    [InlineData("1 0:2 1:2.5\n", false, false, false)]
    [InlineData("1\n", false, false, false)]
    public void ValuesAreRecognised(string text, bool counts, bool ones, bool normalized)
    {
        DatasetSummary summary = DatasetSummary.Of(Texts.Load(text));
        Assert.Equal((counts, ones, normalized), (summary.ValuesAreCounts, summary.ValuesAreOnes, summary.RowsAreNormalized));
    }

    [Fact]
    public void EmptyDataOfAbsurdSizesTakesNoMemory()
    {
        DatasetSummary summary = DatasetSummary.Of(Texts.Load("0 2147483647 2147483647\n"));
        Assert.Equal(int.MaxValue, summary.UnusedLabelCount);
        Assert.Equal(default, summary.FeaturesPerPoint);
        Assert.Equal((0f, 0f), (summary.MinimumValue, summary.MaximumValue));
    }

    [Fact]
    public void QuantileIsTheSmallestNumberThatEnoughDoNotExceed()
    {
        Assert.Equal(new CountDistribution(5.5, 5, 9, 10, 10), Distribution([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
        Assert.Equal(new CountDistribution(50.5, 50, 90, 99, 100), Distribution([.. Enumerable.Range(1, 100)]));
        Assert.Equal(new CountDistribution(7, 7, 7, 7, 7), Distribution([7]));
    }

    private static CountDistribution Distribution(int[] numbers)
    {
        Tally tally = new();
        foreach (int number in numbers)
            tally.Add(number);
        return tally.Distribution();
    }
}
