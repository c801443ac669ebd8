using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>With deterministic updates a model follows from data, recipe and seed alone, whatever the number of threads.</summary>
public sealed class DeterministicTrainingTests
{
    private static readonly int[] Threads = [1, 2, 3];

    public static TheoryData<SamplerKind, ActiveSharing, LossKind> Runs => new MatrixTheoryData<SamplerKind, ActiveSharing, LossKind>(
        Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>(), Enum.GetValues<LossKind>());

    public static TheoryData<OptimizerKind, ActiveSharing, WeightPrecision> Optimizers =>
        new MatrixTheoryData<OptimizerKind, ActiveSharing, WeightPrecision>(
            Enum.GetValues<OptimizerKind>(), Enum.GetValues<ActiveSharing>(), [WeightPrecision.Single, WeightPrecision.BFloat16]);

    public static TheoryData<RehashKind, IndexKind, ActiveSharing> Rehashings => new MatrixTheoryData<RehashKind, IndexKind, ActiveSharing>(
        Enum.GetValues<RehashKind>(), Enum.GetValues<IndexKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<HashKind, int> Hashes => new MatrixTheoryData<HashKind, int>(Enum.GetValues<HashKind>(), [0, 2]);

    public static TheoryData<SamplerKind, ActiveSharing> SamplersAndSharings =>
        new MatrixTheoryData<SamplerKind, ActiveSharing>(Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>());

    [Theory]
    [MemberData(nameof(Runs))]
    public void AnyNumberOfThreadsGivesTheSameModel(SamplerKind sampler, ActiveSharing sharing, LossKind loss) =>
        AssertSameModels(Options(sampler, sharing) with { Loss = loss });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void SoWithEveryOptimizerAndPrecision(OptimizerKind optimizer, ActiveSharing sharing, WeightPrecision precision) =>
        AssertSameModels(Options(SamplerKind.Uniform, sharing) with { Optimizer = optimizer, Precision = precision, LearningRate = 0.01f });

    [Theory]
    [MemberData(nameof(Rehashings))]
    public void SoWithEveryIndexHoweverItFollowsTheWeights(RehashKind rehash, IndexKind index, ActiveSharing sharing) =>
        AssertSameModels(Options(SamplerKind.Lsh, sharing) with
        {
            Rehash = rehash,
            Index = index,
            Hash = HashKind.SimHash,
            RebuildInterval = 6,
            RehashInterval = 3,
            DriftThreshold = 0.01,
        });

    [Theory]
    [MemberData(nameof(Hashes))]
    public void SoWithEveryHashFamilyAndWithFunctionsLearnedMeanwhile(HashKind hash, int learningSteps) =>
        AssertSameModels(Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            Hash = hash,
            HashesPerTable = 1,
            LearningSteps = learningSteps,
            RebuildInterval = 6,
        });

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void WhatIsLearntIsAsGood(SamplerKind sampler, ActiveSharing sharing)
    {
        TrainingOptions options = TestRecipes.Options(sampler, sharing) with { Epochs = 12, Threads = 2, Deterministic = true };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        Assert.InRange(model.Evaluate(TestData.Separable(300, seed: 2), threads: 1).PrecisionAt(1), 0.95, 1);
        Assert.Equal(2, model.Recipe.Threads);
    }

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void TheFirstBatchThatDivergesIsNamedWhoeverRunsIt(SamplerKind sampler, ActiveSharing sharing)
    {
        TrainingOptions options = TestRecipes.Options(sampler, sharing) with
        {
            Deterministic = true,
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 1e30f,
        };
        string[] messages = [.. Threads.Select(threads => Assert.Throws<TrainingDivergedException>(
            () => ExtremeClassifier.Train(TestData.Separable(), options with { Threads = threads })).Message)];
        Assert.All(messages, message => Assert.Equal(messages[0], message));
    }

    [Fact]
    public void CancellingAtAnyMomentReturnsAUsableModel()
    {
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Epochs = 1_000_000, Threads = 2 };
        foreach (int milliseconds in (int[])[0, 30])
        {
            using CancellationTokenSource source = new(milliseconds);
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options, cancellation: source.Token);
            Assert.True(model.Training!.StoppedEarly);
            Assert.All(model.Predict(TestData.Separable().Features(0)), prediction => Assert.True(float.IsFinite(prediction.Score)));
        }
    }

    private static TrainingOptions Options(SamplerKind sampler, ActiveSharing sharing) => TestRecipes.Options(sampler, sharing) with
    {
        HiddenSizes = [16, 9],
        Epochs = 2,
        InputDropout = 0.1f,
        HiddenDropout = 0.1f,
        Deterministic = true,
    };

    /// <summary>Files and figures. 38 batches an epoch: the last round of each has two.</summary>
    private static void AssertSameModels(TrainingOptions options)
    {
        using TemporaryFolder folder = new();
        (byte[] File, (double Loss, double Active)[] Epochs)[] runs =
            [.. Threads.Select(threads => Run(options with { Threads = threads }, folder.File($"{threads}")))];
        foreach ((byte[] file, (double Loss, double Active)[] epochs) in runs[1..])
        {
            Assert.Equal(runs[0].Epochs, epochs);
            Assert.True(runs[0].File.AsSpan().SequenceEqual(file), "the files differ");
        }
    }

    private static (byte[] File, (double Loss, double Active)[] Epochs) Run(TrainingOptions options, string path)
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        model.Save(path);
        return (File.ReadAllBytes(path), [.. model.Training!.Epochs.Select(epoch => (epoch.Loss, epoch.MeanActiveNeurons))]);
    }
}
