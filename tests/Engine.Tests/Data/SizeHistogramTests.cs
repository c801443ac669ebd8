namespace Glissade.Tests;

public sealed class SizeHistogramTests
{
    [Fact]
    public void EveryNumberFallsIntoItsClass()
    {
        int[] numbers = [0, 1, 2, 3, 4, 7, 8, int.MaxValue];
        SizeHistogram histogram = SizeHistogram.Of(numbers);

        Assert.Equal(32, histogram.Counts.Count);
        Assert.Equal([1, 1, 2, 2, 1], histogram.Counts.Take(5));
        Assert.Equal(1, histogram.Counts[31]);
        Assert.Equal(numbers.Length, histogram.Counts.Sum());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 8, 15)]
    [InlineData(31, 1 << 30, int.MaxValue)]
    public void ClassesHaveTheirRange(int sizeClass, int low, int high) => Assert.Equal((low, high), SizeHistogram.Range(sizeClass));

    [Fact]
    public void NothingHasNoClasses() => Assert.Empty(SizeHistogram.Of([]).Counts);

    [Fact]
    public void NegativeNumbersAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SizeHistogram.Of([1, -1]));

    [Fact]
    public void PointsAndLabelsAreCounted()
    {
        DatasetBuilder builder = new();
        builder.Add([0, 1, 2], [1, 1, 1], [0, 2]);
        builder.Add([], [], [0]);
        Dataset data = builder.Build();

        Assert.Equal([1, 0, 1], SizeHistogram.FeaturesPerPoint(data).Counts);
        Assert.Equal([0, 1, 1], SizeHistogram.LabelsPerPoint(data).Counts);
        Assert.Equal([1, 1, 1], SizeHistogram.PointsPerLabel(data).Counts);
    }
}
