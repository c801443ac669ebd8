using FsCheck;
using FsCheck.Xunit;

namespace Glissade.Tests;

public sealed class RehashScheduleTests
{
    [Property]
    public void TheExponentialScheduleRebuildsWhenTheIntervalsSaySo(PositiveInt interval)
    {
        double first = 1 + (interval.Get % 50);
        Tables tables = new();
        int[] rebuilt = Run(new ExponentialRehash(new RebuildSchedule(first, 0.1)), tables, batches: 400, tables.Rebuilt);
        List<int> expected = [];
        double due = 0;
        for (int t = 0; due <= 400; t++)
        {
            due += first * Math.Exp(0.1 * t);
            if (Math.Ceiling(due - 1e-9) <= 400)
                expected.Add((int)Math.Ceiling(due - 1e-9));
        }

        Assert.Equal(expected, rebuilt);
        Assert.Empty(tables.Refreshed);
        Assert.Equal(0, tables.Measured);
    }

    [Fact]
    public void DriftIsMeasuredAtEachCheckAndLeadsToARebuildBeyondTheThresholdOnly()
    {
        // Drifts at batches 10, 20, ...
        Tables tables = new() { Drifts = new([0.05, 0.1, 0.11, 0, 0.5, 0.1]) };
        int[] rebuilt = Run(new DriftRehash(10, 0.1), tables, batches: 60, tables.Rebuilt);
        Assert.Equal([30, 50], rebuilt);
        Assert.Equal(6, tables.Measured);
        Assert.Empty(tables.Refreshed);
    }

    [Fact]
    public void TouchedRowsAreRefreshedBetweenTheRebuildsOfTheExponentialSchedule()
    {
        Tables tables = new() { RowCount = 100, Touched = 50 };
        int[] rebuilt = Run(new TouchedRehash(10, new RebuildSchedule(35, 0)), tables, batches: 100, tables.Rebuilt);
        Assert.Equal([35, 70], rebuilt);
        Assert.Equal([10, 20, 30, 45, 55, 65, 80, 90, 100], tables.Refreshed);
    }

    [Fact]
    public void WhenMoreThanHalfOfTheRowsAreTouchedAllAreRebuilt()
    {
        Tables tables = new() { RowCount = 100, Touched = 51 };
        int[] rebuilt = Run(new TouchedRehash(10, new RebuildSchedule(1000, 0)), tables, batches: 30, tables.Rebuilt);
        Assert.Equal([10, 20, 30], rebuilt);
        Assert.Empty(tables.Refreshed);
    }

    [Theory]
    [InlineData(RehashKind.Exponential, typeof(ExponentialRehash))]
    [InlineData(RehashKind.Drift, typeof(DriftRehash))]
    [InlineData(RehashKind.Touched, typeof(TouchedRehash))]
    public void EachKindHasItsSchedule(RehashKind kind, Type type) =>
        Assert.IsType(type, RehashSchedules.Create(TestRecipes.Plain with { Rehash = kind }));

    /// <summary>Visits a schedule as the trainer does: whenever it asked to be.</summary>
    private static int[] Run(IRehashSchedule schedule, Tables tables, int batches, List<int> result)
    {
        Assert.True(schedule.NextBatch > 0);
        for (tables.Batch = 0; tables.Batch <= batches; tables.Batch++)
        {
            if (tables.Batch < schedule.NextBatch)
                continue;
            schedule.Visit(tables.Batch, tables);
            Assert.True(schedule.NextBatch > tables.Batch);
        }

        return [.. result];
    }

    /// <summary>Notes at which batch what was done.</summary>
    private sealed class Tables : IRehashable
    {
        public int RowCount { get; init; } = 10;

        public int Touched { get; init; }

        public Queue<double> Drifts { get; init; } = [];

        public int Batch { get; set; }

        public List<int> Rebuilt { get; } = [];

        public List<int> Refreshed { get; } = [];

        public int Measured { get; private set; }

        public int CountTouched() => Touched;

        public double MeasureDrift()
        {
            Measured++;
            return Drifts.Dequeue();
        }

        public void Rebuild() => Rebuilt.Add(Batch);

        public void Refresh() => Refreshed.Add(Batch);
    }
}
