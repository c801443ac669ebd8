using System.Text.RegularExpressions;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class TunerTests : IDisposable
{
    private static readonly Dataset Data = SyntheticDataset.Generate(new SyntheticOptions
    {
        FeatureCount = 200,
        LabelCount = 40,
        TrainCount = 300,
        TestCount = 60,
        FeatureDrawsPerPoint = 8,
        LabelsPerPoint = 2,
    }).Train;

    private static readonly TuningOptions Small = new()
    {
        Training = new() { HiddenSize = 8, Epochs = 9, Threads = 1 },
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NineConfigurationsBecomeThreeAndThreeBecomeOne()
    {
        TuningResult result = Tuner.Run(Data, Small);

        Assert.Equal(
            "9:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:9 1:10 " + string.Join(' ', Best(result, 1, 3).Select(trial => $"3:{trial}")) +
            $" 9:{Best(result, 3, 1).Single()}",
            string.Join(' ', result.Runs.Select(run => $"{run.Epochs}:{run.Trial}")));
        Assert.Equal(30, result.Points);
        Assert.False(result.Stopped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TheBestIsNeverWorseThanTheDefaultAndIsTheBestWholeRun(ulong seed)
    {
        TuningResult result = Tuner.Run(Data, Small with { Training = Small.Training with { Seed = seed }, Trials = 14 });

        Assert.Equal((1, Small.Training with { Seed = seed }), (result.Default.Trial, result.Default.Options));
        Assert.Same(result.Default, result.Runs[0]);
        Assert.True(result.Best.IsWhole);
        Assert.Equal(result.Runs.Where(run => run.IsWhole).Max(run => run.Score), result.Best.Score);
        Assert.True(result.Best.Score >= result.Default.Score);
    }

    [Fact]
    public void AScoreIsThatOfAModelTrainedByTheOptionsOnThePointsNotHeldOut()
    {
        TuningResult result = Tuner.Run(Data, Small with { Objective = new(TuningFigure.Ndcg, 5), HeldOut = 50 });

        (Dataset train, Dataset held) = HeldOutPoints.Split(Data, 50, seed: 1);
        foreach (TuningRun run in (TuningRun[])[result.Default, result.Best])
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(train, run.Options);
            Assert.Equal(model.Evaluate(held).Ndcg[2], run.Score);
        }
    }

    [Fact]
    public void ValidationDataAreNotTakenFromTheTrainingData()
    {
        Dataset validation = HeldOutPoints.Split(Data, 77, seed: 9).Held;
        TuningResult result = Tuner.Run(
            Data, Small with { Trials = 1, Objective = new(TuningFigure.Ndcg, 5) }, validation: validation, mask: new LabelMask(inputItems: true));

        using ExtremeClassifier model = ExtremeClassifier.Train(Data, Small.Training);
        Assert.Equal(77, result.Points);
        Assert.Equal(model.Evaluate(validation, mask: new LabelMask(inputItems: true)).Ndcg[2], result.Best.Score);
        Assert.NotEqual(model.Evaluate(validation).Ndcg[2], result.Best.Score);
    }

    [Fact]
    public void ASeedFixesTheSearch()
    {
        Assert.Equal(Words(Tuner.Run(Data, Small)), Words(Tuner.Run(Data, Small)));
        TuningOptions other = Small with { Training = Small.Training with { Seed = 2 } };
        Assert.NotEqual(Words(Tuner.Run(Data, Small)), Words(Tuner.Run(Data, other)));
    }

    [Fact]
    public void ASearchStoppedAndResumedAgainAndAgainIsTheOneThatNeverStopped()
    {
        TuningOptions options = Small with { Trials = 14 };
        TuningResult straight = Tuner.Run(Data, options);

        TuningOptions logged = options with { Log = folder.File("log"), Resume = true };
        int trained = 0;
        TuningResult? result = null;
        for (int calls = 0; result is null or { Stopped: true }; calls++)
        {
            Assert.True(calls < straight.Runs.Count, "no call got further than the one before");
            using CancellationTokenSource stop = new();
            int now = 0;
            result = Tuner.Run(
                Data, logged,
                new Listener(progress =>
                {
                    // Stopped in the third run of each call, after its first epoch.
                    now += progress is { Completed: not null, FromLog: false } ? 1 : 0;
                    if (now == 2 && progress.Training?.Completed is not null)
                        stop.Cancel();
                }),
                cancellation: stop.Token);
            Assert.InRange(now, 0, 2);
            trained += now;
        }
        Assert.Equal(Words(straight), Words(result));
        Assert.Equal(straight.Runs.Count, trained);
    }

    [Fact]
    public void MoreTrialsGoOnFromFewer()
    {
        TuningOptions logged = Small with { Log = folder.File("log"), Resume = true };
        Tuner.Run(Data, logged with { Trials = 5 });
        List<int> fromLog = [];
        TuningResult result = Tuner.Run(
            Data, logged with { Trials = 12 },
            new Listener(progress => fromLog.AddRange(progress.FromLog ? [progress.Trial] : Array.Empty<int>())));

        Assert.Equal(Words(Tuner.Run(Data, Small with { Trials = 12 })), Words(result));
        Assert.All(Enumerable.Range(1, 5), trial => Assert.Contains(trial, fromLog));
    }

    [Fact]
    public void ARunThatDivergedIsTheWorst()
    {
        TuningOptions logged = Small with { Log = folder.File("log"), Resume = true };
        TuningResult before = Tuner.Run(Data, logged);
        int best = Best(before, 1, 1).Single();
        string[] lines = File.ReadAllLines(folder.File("log"));
        int line = Array.FindIndex(lines, text => text.Contains($"\"trial\":{best},\"epochs\":1,", StringComparison.Ordinal));
        lines[line] = Regex.Replace(lines[line], "\"score\":[^,]*", "\"score\":null");
        File.WriteAllLines(folder.File("log"), lines);

        TuningResult after = Tuner.Run(Data, logged);
        Assert.Null(after.Runs.Single(run => run.Trial == best).Score);
        Assert.NotEqual(best, after.Best.Trial);
    }

    [Fact]
    public void ADefaultThatDivergesEndsTheSearch() =>
        Assert.Throws<TrainingDivergedException>(() => Tuner.Run(
            Data, Small with { Training = Small.Training with { LearningRate = 1e30f, Optimizer = OptimizerKind.Sgd } }));

    [Fact]
    public void TimeThatIsUpLeavesTheDefault()
    {
        TuningResult result = Tuner.Run(Data, Small with { Time = TimeSpan.FromTicks(1) });
        Assert.Same(result.Default, Assert.Single(result.Runs));
        Assert.Same(result.Default, result.Best);
        Assert.False(result.Stopped);
    }

    [Fact]
    public void ASearchStoppedBeforeTheDefaultIsMeasuredHasNoResult()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Tuner.Run(Data, Small, cancellation: stop.Token));
    }

    [Fact]
    public void BadOptionsAreRefused()
    {
        AssertRefused("trials must be positive, but are 0", Small with { Trials = 0 });
        AssertRefused("the time must be positive and at most 30 days, but is 00:00:00", Small with { Time = TimeSpan.Zero });
        AssertRefused("a search without a log cannot be resumed", Small with { Resume = true });
        AssertRefused("k of the objective must be positive, but is 0", Small with { Objective = new(TuningFigure.Precision, 0) });
        AssertRefused("batch size must be between 1 and 65536, but is 0", Small with { Training = new() { BatchSize = 0 } });
        AssertRefused("a search's runs write no checkpoints", Small with { Training = new() { Checkpoints = new() { Folder = "x" } } });
        Assert.Equal(
            "the validation points have no labels",
            Assert.Throws<ArgumentException>(() => Tuner.Run(Data, Small, validation: new DatasetBuilder().Build())).Message);
    }

    private static void AssertRefused(string expected, TuningOptions options) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => Tuner.Run(Data, options)).Message, StringComparison.Ordinal);

    /// <summary>The best trials of the runs of so many epochs; the default has none but its whole one.</summary>
    private static int[] Best(TuningResult result, int epochs, int count) =>
        [
            .. result.Runs.Where(run => run.Epochs == epochs).OrderByDescending(run => run.Score).ThenBy(run => run.Trial)
                .Take(count).Select(run => run.Trial),
        ];

    /// <summary>All that does not depend on the clock.</summary>
    private static string Words(TuningResult result) =>
        string.Join('\n', result.Runs.Prepend(result.Best).Select(run =>
            $"{run with { TrainSeconds = 0, Options = new() }} {RecipeJson.Given(run.Options)}"));

    private sealed class Listener(Action<TuningProgress> listen) : IProgress<TuningProgress>
    {
        public void Report(TuningProgress value) => listen(value);
    }
}
