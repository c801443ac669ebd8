namespace Glissade.PublicApi.Tests;

/// <summary>What README promises, through public types only: this project sees no internals.</summary>
public sealed class TenLineStartTests
{
    private static readonly SyntheticOptions SmallTask = new()
    {
        FeatureCount = 300,
        LabelCount = 60,
        TrainCount = 800,
        TestCount = 100,
        FeatureDrawsPerPoint = 20,
        LabelsPerPoint = 2,
    };

    [Fact]
    public void TheTenLinesOfTheReadmeRun()
    {
        string folder = Directory.CreateTempSubdirectory("glissade-").FullName;
        try
        {
            (Dataset points, Dataset questions) = SyntheticDataset.Generate(SmallTask);
            points.Save(Path.Combine(folder, "train.txt.gz"));
            questions.Save(Path.Combine(folder, "test.txt.gz"));

            Dataset train = Dataset.Load(Path.Combine(folder, "train.txt.gz"));
            using ExtremeClassifier model = ExtremeClassifier.Train(train, new TrainingOptions { HiddenSize = 32, Epochs = 20 });
            model.Save(Path.Combine(folder, "model.safetensors"));

            Dataset test = Dataset.Load(Path.Combine(folder, "test.txt.gz"), new DatasetLimits(model.FeatureCount, model.LabelCount));
            EvaluationReport report = model.Evaluate(test);
            Assert.InRange(report.PrecisionAt(1), 0.4, 1);

            using ExtremeClassifier loaded = ExtremeClassifier.Load(Path.Combine(folder, "model.safetensors"));
            Assert.Equal(report.PrecisionAt(1), loaded.Evaluate(test).PrecisionAt(1));
            IReadOnlyList<Prediction> best = loaded.Predict(test.Features(0), topK: 5);
            Assert.Equal(5, best.Count);
            Assert.True(best[0].Score >= best[4].Score);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ProgressTellsOfEveryEpochAndCancellingReturnsAModel()
    {
        (Dataset train, Dataset test) = SyntheticDataset.Generate(SmallTask);
        using CancellationTokenSource stop = new();
        StopAfter watcher = new(3, stop);
        using ExtremeClassifier model = ExtremeClassifier.Train(
            train, new TrainingOptions { HiddenSize = 16, Epochs = 1000, Threads = 1 }, watcher, cancellation: stop.Token);
        Assert.Equal(3, watcher.Epochs);
        Assert.True(model.Training!.StoppedEarly);
        Assert.Equal(test.Count, model.Evaluate(test).Points);
    }

    [Fact]
    public void DocumentedExceptionsAreThrown()
    {
        (Dataset train, Dataset test) = SyntheticDataset.Generate(SmallTask);
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(train, new TrainingOptions { Epochs = 0 }));
        Assert.Throws<FileNotFoundException>(() => ExtremeClassifier.Load(Path.Combine(Path.GetTempPath(), "no-such-model")));
        using ExtremeClassifier model = ExtremeClassifier.Train(train, new TrainingOptions { HiddenSize = 8, Epochs = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(test.Features(0), topK: 0));
        Assert.Throws<ArgumentException>(() => model.NameLabels(["only one"]));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(new SparseVector([train.FeatureCount], [1])));
    }

    private sealed class StopAfter(int epochs, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public int Epochs { get; private set; }

        public void Report(TrainingProgress value)
        {
            if (value.Completed is null)
                return;
            Epochs++;
            if (Epochs == epochs)
                stop.Cancel();
        }
    }
}
