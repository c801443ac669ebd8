namespace Glissade.Tests;

public sealed class TimeLeftTests
{
    [Theory]
    [InlineData(600, 0, 1e9)]
    [InlineData(1e18, 0, 1e9)]
    [InlineData(1e18, 1, 1e9)]
    [InlineData(600, 300, 2)]
    [InlineData(0, 0, 0)]
    public void ATimeLeftIsThatOfTheSamplesAtTheirSpeedUpToSomeDecades(double samples, double perSecond, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TrainingProgress.TimeFor(samples, perSecond));

    [Fact]
    public void AMemberThatHasNotBegunLeavesATimeThatCanBeTold()
    {
        TrainingProgress begun = new(1, 1_000_000, 0, int.MaxValue, 0, 0, 0, TimeSpan.Zero, TrainingProgress.TimeFor(1e18, 0), null);
        TimeSpan? told = null;
        new MemberProgress(new Listener(value => told = value.TimeLeft), 3, []).Report(begun);
        Assert.Equal(TimeSpan.FromSeconds(2e9), told);
    }

    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
