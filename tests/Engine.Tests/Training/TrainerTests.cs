using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class TrainerTests
{
    public static TheoryData<SamplerKind, ActiveSharing> SamplersAndSharings =>
        new MatrixTheoryData<SamplerKind, ActiveSharing>(Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<WeightPrecision, OptimizerKind> PrecisionsAndOptimizers =>
        new MatrixTheoryData<WeightPrecision, OptimizerKind>(Enum.GetValues<WeightPrecision>(), Enum.GetValues<OptimizerKind>());

    public static TheoryData<HashKind, ActiveSharing> HashesAndSharings =>
        new MatrixTheoryData<HashKind, ActiveSharing>(Enum.GetValues<HashKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<ActiveSharing, WeightPrecision> SharingsAndPrecisions =>
        new MatrixTheoryData<ActiveSharing, WeightPrecision>(Enum.GetValues<ActiveSharing>(), Enum.GetValues<WeightPrecision>());

    public static TheoryData<SamplerKind, ActiveSharing, LossKind> Runs => new MatrixTheoryData<SamplerKind, ActiveSharing, LossKind>(
        Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>(), Enum.GetValues<LossKind>());

    [Theory]
    [MemberData(nameof(Runs))]
    public void ASeparableSetIsLearntWhateverTheSamplerSharingAndLoss(SamplerKind sampler, ActiveSharing sharing, LossKind loss)
    {
        TrainingOptions options = TestRecipes.Options(sampler, sharing, loss) with { Epochs = 12 };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        EvaluationReport report = model.Evaluate(TestData.Separable(300, seed: 2), threads: 1);
        Assert.InRange(report.PrecisionAt(1), 0.95, 1);
        IReadOnlyList<EpochReport> epochs = model.Training!.Epochs;
        Assert.Equal(12, epochs.Count);
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
        Assert.Equal(sampler == SamplerKind.Lsh, epochs.Any(epoch => epoch.RebuildSeconds > 0));
        if (sampler == SamplerKind.Full)
            Assert.Equal(TestData.LabelCount, model.Training.MeanActiveNeurons);
        else
            Assert.InRange(model.Training.MeanActiveNeurons, 1, sharing == ActiveSharing.Sample ? 21 : 36);
    }

    [Theory]
    [MemberData(nameof(HashesAndSharings))]
    public void ASeparableSetIsLearntAndFoundAgainWhateverTheHashFamily(HashKind hash, ActiveSharing sharing)
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, sharing) with
        {
            Hash = hash,
            HashesPerTable = 1,
            TableCount = 30,
            Epochs = 12,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        Dataset test = TestData.Separable(300, seed: 2);
        Assert.InRange(model.Evaluate(test, threads: 1).PrecisionAt(1), 0.95, 1);
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: 20, threads: 1);
        // By chance 20 of the 60 labels hold the best one in a third of the queries.
        Assert.InRange(tables.MeasureRecall(test, topK: 1).Recall, 0.8, 1);
    }

    [Theory]
    [MemberData(nameof(PrecisionsAndOptimizers))]
    public void ASeparableSetIsLearntWhateverThePrecisionAndOptimizer(WeightPrecision precision, OptimizerKind optimizer)
    {
        float learningRate = optimizer switch
        {
            OptimizerKind.Sgd => 0.3f,
            OptimizerKind.Momentum => 0.03f,
            OptimizerKind.Adagrad or OptimizerKind.RowAdagrad => 0.1f,
            _ => 0.01f,
        };
        foreach (ActiveSharing sharing in Enum.GetValues<ActiveSharing>())
        {
            TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, sharing) with
            {
                Precision = precision,
                Optimizer = optimizer,
                Epochs = 12,
                LearningRate = learningRate,
            };
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            Assert.InRange(model.Evaluate(TestData.Separable(300, seed: 2), threads: 1).PrecisionAt(1), 0.95, 1);
        }
    }

    [Theory]
    [MemberData(nameof(SharingsAndPrecisions))]
    public void OneThreadGivesTheSameModelToTheBitInAnyPrecision(ActiveSharing sharing, WeightPrecision precision)
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, sharing) with { Precision = precision };
        byte[] first = TrainAndSave(options, folder.File("first"));
        Assert.Equal(first, TrainAndSave(options, folder.File("second")));
    }

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void OneThreadGivesTheSameModelToTheBit(SamplerKind sampler, ActiveSharing sharing)
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = TestRecipes.Options(sampler, sharing) with { InputDropout = 0.2f, HiddenDropout = 0.1f };
        byte[] first = TrainAndSave(options, folder.File("first"));
        Assert.Equal(first, TrainAndSave(options, folder.File("second")));
        Assert.NotEqual(first, TrainAndSave(options with { Seed = 2 }, folder.File("third")));
    }

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void TwoThreadsLearnTogether(SamplerKind sampler, ActiveSharing sharing)
    {
        TrainingOptions options = TestRecipes.Options(sampler, sharing) with { Threads = 2, Epochs = 8 };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        IReadOnlyList<EpochReport> epochs = model.Training!.Epochs;
        Assert.True(epochs[^1].Loss < 0.7 * epochs[0].Loss, $"loss went from {epochs[0].Loss} to {epochs[^1].Loss}");
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void ALossThatIsNotFiniteStopsTrainingAndNamesTheBatch(SamplerKind sampler, ActiveSharing sharing, LossKind loss)
    {
        foreach (int threads in (int[])[1, 2])
        {
            TrainingOptions options = TestRecipes.Options(sampler, sharing, loss) with
            {
                Threads = threads,
                Optimizer = OptimizerKind.Sgd,
                LearningRate = 1e30f,
                Epochs = 50,
            };
            TrainingDivergedException exception =
                Assert.Throws<TrainingDivergedException>(() => ExtremeClassifier.Train(TestData.Separable(), options));
            Assert.InRange(exception.Epoch, 1, 50);
            Assert.InRange(exception.Batch, 1, 38);
            Assert.Contains($"epoch {exception.Epoch}, batch {exception.Batch},", exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Not so with softmax, whose derivatives are bounded: there the loss is huge once, and finite.</summary>
    [Theory]
    [InlineData(LossKind.SquaredHinge)]
    [InlineData(LossKind.Logistic)]
    public void AValueBeyondAllMeasureStopsTraining(LossKind loss)
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 40; i++)
            builder.Add([i % 5], [i == 23 ? 3e38f : 1], [i % 20]);
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch, loss) with
        {
            NormalizeRows = false,
            LogTermFrequency = false,
            InverseDocumentFrequency = false,
            Optimizer = OptimizerKind.Sgd,
            Epochs = 100,
            InputDropout = 0,
        };
        Assert.Throws<TrainingDivergedException>(() => ExtremeClassifier.Train(builder.Build(), options));
    }

    [Fact]
    public void CancellingAfterAnEpochReturnsTheModelOfThatEpoch()
    {
        using CancellationTokenSource source = new();
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Epochs = 1000 };
        Listener listener = new(progress =>
        {
            if (progress is { Epoch: 3, Completed: not null })
                source.Cancel();
        });
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options, listener, cancellation: source.Token);
        Assert.Equal(3, model.Training!.Epochs.Count);
        Assert.Equal(5, model.Predict(TestData.Separable().Features(0)).Count);
    }

    [Fact]
    public void CancellingAtAnyMomentReturnsAUsableModel()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Sample) with { Epochs = 1_000_000, Threads = 2 };
        foreach (int milliseconds in (int[])[0, 30])
        {
            using CancellationTokenSource source = new(milliseconds);
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options, cancellation: source.Token);
            Assert.All(model.Predict(TestData.Separable().Features(0)), prediction => Assert.True(float.IsFinite(prediction.Score)));
        }
    }

    [Fact]
    public void EveryEpochIsReportedWithTheExactPrecisionOnTheValidationData()
    {
        List<TrainingProgress> reports = [];
        Dataset validation = TestData.Separable(120, seed: 5);
        using ExtremeClassifier model = ExtremeClassifier.Train(
            TestData.Separable(), TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch),
            new Listener(progress =>
            {
                if (progress.Completed is not null)
                    reports.Add(progress);
            }),
            validation, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], reports.Select(report => report.Epoch));
        Assert.All(reports, report => Assert.Equal(600, report.SamplesInEpoch));
        Assert.Equal(model.Training!.Epochs, reports.Select(report => report.Completed));
        Assert.Equal(model.Evaluate(validation).PrecisionAt(1), model.Training.Epochs[^1].PrecisionAt1);
    }

    [Fact]
    public void DataThatCannotBeTrainedOnIsRefused()
    {
        DatasetBuilder unlabelled = new();
        unlabelled.Add([1], [1], []);
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(unlabelled.Build()));
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(unlabelled.Build(labelCount: 3)));
        DatasetBuilder wider = new();
        wider.Add([100_000], [1], [0]);
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(TestData.Separable(), validation: wider.Build()));
    }

    private static byte[] TrainAndSave(TrainingOptions options, string path)
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        model.Save(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Told on the reporting thread itself (<see cref="Progress{T}"/> would post the call to another).</summary>
    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
