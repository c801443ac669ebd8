namespace Glissade.Tests;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(LearningRateSchedule.Constant, 0.0, 1.0)]
    [InlineData(LearningRateSchedule.Constant, 0.9, 1.0)]
    [InlineData(LearningRateSchedule.Linear, 0.0, 1.0)]
    [InlineData(LearningRateSchedule.Linear, 0.25, 0.75)]
    [InlineData(LearningRateSchedule.Cosine, 0.0, 1.0)]
    [InlineData(LearningRateSchedule.Cosine, 0.5, 0.5)]
    [InlineData(LearningRateSchedule.Cosine, 1.0, 0.0)]
    public void TheLearningRateFollowsItsSchedule(LearningRateSchedule schedule, double progress, double factor) =>
        Assert.Equal(factor, LearningRateSchedules.Factor(schedule, progress), 1e-12);

    [Theory]
    [InlineData(LearningRateSchedule.Linear)]
    [InlineData(LearningRateSchedule.Cosine)]
    public void TheLearningRateFallsButStaysPositive(LearningRateSchedule schedule)
    {
        double before = double.PositiveInfinity;
        for (double progress = 0; progress < 1; progress += 0.01)
        {
            double factor = LearningRateSchedules.Factor(schedule, progress);
            Assert.InRange(factor, 1e-9, before);
            before = factor;
        }
    }

    [Fact]
    public void AnUnknownScheduleIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedules.Factor((LearningRateSchedule)9, 0));

    [Theory]
    [InlineData(50, 0.0)]
    [InlineData(50, 0.1)]
    [InlineData(1, 0.02)]
    [InlineData(2.5, 0.3)]
    public void TheNthRebuildFallsDueAfterTheSumOfGrowingIntervals(double first, double growth)
    {
        RebuildSchedule schedule = new(first, growth);
        double due = 0;
        for (int t = 1; t <= 30; t++)
        {
            due += first * Math.Exp(growth * (t - 1));
            // SLIDE's rule in batches, which are whole.
            Assert.InRange(schedule.NextBatch, due - 1e-6, due + 1);
            schedule.Advance(schedule.NextBatch);
        }
    }

    [Fact]
    public void RebuildsThatWereMissedAreNotMadeUpFor()
    {
        RebuildSchedule schedule = new(10, 0);
        schedule.Advance(35);
        Assert.Equal(40, schedule.NextBatch);
        schedule.Advance(0);
        Assert.Equal(40, schedule.NextBatch);
    }

    [Fact]
    public void GrowthBeyondAllNumbersMeansNever()
    {
        RebuildSchedule schedule = new(1e300, 500);
        schedule.Advance(5);
        Assert.Equal(long.MaxValue, schedule.NextBatch);
        RebuildSchedule fast = new(1, 1000);
        fast.Advance(1);
        Assert.Equal(long.MaxValue, fast.NextBatch);
    }
}
