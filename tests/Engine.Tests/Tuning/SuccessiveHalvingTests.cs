namespace Glissade.Tests;

public sealed class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(9, "9:3 3:1 1:1")]
    [InlineData(8, "9:3 3:1 1:1")]
    [InlineData(4, "9:2 3:1 1:1")]
    [InlineData(3, "9:1 1:1")]
    [InlineData(2, "9:1 1:1")]
    [InlineData(1, "1:1")]
    public void AThirdGoesOnUntilOneIsTrainedWhole(int configurations, string expected) =>
        Assert.Equal(expected, string.Join(' ', SuccessiveHalving.Rungs(configurations).Select(rung => $"{rung.Divisor}:{rung.Keep}")));

    [Theory]
    [InlineData(9, 9, 1)]
    [InlineData(8, 3, 3)]
    [InlineData(20, 9, 2)]
    [InlineData(20, 1, 20)]
    [InlineData(1, 9, 1)]
    public void ARungTrainsItsPartOfTheEpochsAndAtLeastOne(int whole, int divisor, int expected) =>
        Assert.Equal(expected, SuccessiveHalving.Epochs(whole, divisor));

    [Fact]
    public void TheBestGoOnTheEarlierOfEqualsFirstAndDivergedOnesLast()
    {
        TuningRun[] runs = [Run(2, null), Run(3, 0.5), Run(4, 0.7), Run(5, 0.5), Run(6, 0)];
        Assert.Equal([4, 3], SuccessiveHalving.Pick(runs, 2));
        Assert.Equal([4, 3, 5, 6, 2], SuccessiveHalving.Pick(runs, 5));
    }

    private static TuningRun Run(int trial, double? score) => new(trial, 1, 9, score, 0, new TrainingOptions());
}
