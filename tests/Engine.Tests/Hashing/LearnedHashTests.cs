using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

/// <summary>Training with <see cref="HashKind.Learned"/> and searching by what was learned.</summary>
public sealed class LearnedHashTests
{
    public static TheoryData<HashLoss> Losses => [.. Enum.GetValues<HashLoss>()];

    public static TheoryData<HashLoss, int> LossesAndThreads => new MatrixTheoryData<HashLoss, int>(Enum.GetValues<HashLoss>(), [1, 2]);

    public static TheoryData<SamplerKind> Samplers => [.. Enum.GetValues<SamplerKind>()];

    [Theory]
    [MemberData(nameof(LossesAndThreads))]
    public void ASeparableSetIsLearntAndItsLabelsAreFound(HashLoss loss, int threads)
    {
        Dataset test = TestData.Separable(200, seed: 2);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(loss) with { Threads = threads, Epochs = 8 });
        Assert.InRange(model.Evaluate(test, threads: 1).PrecisionAt(1), 0.9, 1);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 10, threads: 1, index: IndexKind.Tables);
        // By chance 10 of the 60 labels hold a point's own for one point in six. Here nearly every label is in a common bucket of some table,
        // which leaves cross-entropy with wrong rows and hardly a missed target.
        Assert.InRange(retrieval.MeasureLabelRecall(test).Recall, loss == HashLoss.CrossEntropy ? 0.5 : 0.8, 1);
    }

    [Fact]
    public void LearnedFunctionsFindMoreLabelsThanDrawnOnes()
    {
        Dataset test = TestData.Separable(300, seed: 2);
        double[] recalls = [.. new[] { HashKind.SimHash, HashKind.Learned }.Select(hash =>
        {
            TrainingOptions options = Options(HashLoss.Contrastive) with
            {
                Sampler = SamplerKind.Full, Hash = hash, HashesPerTable = 4, TableCount = 3, HiddenSize = 24, LearningSteps = 10,
            };
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 6, threads: 1, index: IndexKind.Tables);
            return retrieval.MeasureLabelRecall(test).Recall;
        })];
        Assert.True(recalls[1] > recalls[0] + 0.1, $"drawn functions find {recalls[0]}, learned ones {recalls[1]}");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void OneThreadGivesTheSameModelAndFunctionsToTheBit(HashLoss loss)
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["first", "second"])
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(loss));
            Assert.NotNull(model.Hash);
            model.Save(folder.File(name));
        }
        Assert.Equal(File.ReadAllBytes(folder.File("first")), File.ReadAllBytes(folder.File("second")));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void AFileKeepsTheFunctionsAndWhatTheyFind(SamplerKind sampler)
    {
        using TemporaryFolder folder = new();
        Dataset test = TestData.Separable(100, seed: 2);
        using ExtremeClassifier model = ExtremeClassifier.Train(
            TestData.Separable(), Options(HashLoss.Contrastive) with { Sampler = sampler });
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(Functions(model.Hash!), Functions(loaded.Hash!));
        Assert.Equal(model.Hash!.MeanQuery, loaded.Hash!.MeanQuery);
        Assert.Equal(model.Hash.MeanDeviation, loaded.Hash.MeanDeviation);
        using HashedRetrieval own = HashedRetrieval.Build(model, test, candidates: 8, threads: 1, index: IndexKind.Tables);
        using HashedRetrieval restored = HashedRetrieval.Build(
            loaded, TestData.Separable(5, seed: 9), candidates: 8, threads: 2, index: IndexKind.Tables);
        Assert.Equal(Candidates(model, own, test), Candidates(loaded, restored, test));
        loaded.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(folder.File("model")), File.ReadAllBytes(folder.File("again")));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void ARunCutShortHasNoFunctionsAndStillServesTables(SamplerKind sampler)
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        Dataset test = TestData.Separable(100, seed: 2);
        Listener listener = new(progress =>
        {
            if (progress is { Epoch: 2, Completed: not null })
                source.Cancel();
        });
        using ExtremeClassifier model = ExtremeClassifier.Train(
            TestData.Separable(), Options(HashLoss.Contrastive) with { Sampler = sampler, Epochs = 50 }, listener,
            cancellation: source.Token);
        Assert.True(model.Training!.StoppedEarly);
        Assert.Null(model.Hash);
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.Null(loaded.Hash);
        using HashedRetrieval retrieval = HashedRetrieval.Build(loaded, test, candidates: 20, threads: 1, index: IndexKind.Tables);
        Assert.Equal(IndexKind.Tables, retrieval.Kind);
        Assert.InRange(retrieval.MeasureRecall(test, topK: 1).Recall, 0.5, 1); // a third by chance
    }

    [Fact]
    public void OtherFamiliesLearnNothing()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(
            TestData.Separable(), Options(HashLoss.Contrastive) with { Hash = HashKind.SimHash });
        Assert.Null(model.Hash);
    }

    [Fact]
    public void AnotherIndexIgnoresTheFunctions()
    {
        Dataset test = TestData.Separable(100, seed: 2);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(HashLoss.Contrastive));
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 20, threads: 1, index: IndexKind.InvertedFile);
        Assert.Equal(IndexKind.InvertedFile, retrieval.Kind);
        Assert.InRange(retrieval.MeasureRecall(test, topK: 1).Recall, 0.5, 1);
    }

    [Theory]
    [InlineData(-1, HashLoss.Contrastive, "learning steps must be zero or positive, but is -1")]
    [InlineData(3, (HashLoss)7, "hash loss must be one of Contrastive, CrossEntropy, Triplet, but is 7")]
    public void OptionsOutOfRangeAreRefused(int steps, HashLoss loss, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => ExtremeClassifier.Train(TestData.Separable(), Options(loss) with { LearningSteps = steps }));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(HashLoss loss) => TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with
    {
        Hash = HashKind.Learned,
        HashLoss = loss,
        LearningSteps = 2,
        RebuildInterval = 20,
    };

    private static float[] Functions(LearnedHash hash) =>
        [.. Enumerable.Range(0, hash.Projections.Rows).SelectMany(row => hash.Projections.Row(row).ToArray())];

    private static int[][] Candidates(ExtremeClassifier model, HashedRetrieval retrieval, Dataset points)
    {
        using RowMatrix queries = HiddenQueries.Of(model.Network, model.Weighting, points, points.Count);
        return IndexRecall.Best(retrieval.Index, queries, retrieval.Candidates);
    }

    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
