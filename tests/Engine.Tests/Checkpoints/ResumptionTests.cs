using System.Text.Json;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

/// <summary>A run that goes on from any of its checkpoints ends with the model of the run that was never stopped, bit for bit.</summary>
[Trait("Tier", "any")]
public sealed class ResumptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private Dataset data = TestData.Separable();

    public static TheoryData<SamplerKind, ActiveSharing, bool> Runs => new MatrixTheoryData<SamplerKind, ActiveSharing, bool>(
        Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>(), [false, true]);

    public static TheoryData<OptimizerKind, WeightPrecision> Optimizers =>
        new MatrixTheoryData<OptimizerKind, WeightPrecision>(Enum.GetValues<OptimizerKind>(), Enum.GetValues<WeightPrecision>());

    public static TheoryData<RehashKind, IndexKind, bool> Rehashings =>
        new MatrixTheoryData<RehashKind, IndexKind, bool>(Enum.GetValues<RehashKind>(), Enum.GetValues<IndexKind>(), [false, true]);

    public static TheoryData<HashKind, int> Hashes => new MatrixTheoryData<HashKind, int>(Enum.GetValues<HashKind>(), [0, 2]);

    public static TheoryData<BucketPolicy, RehashKind> Policies =>
        new MatrixTheoryData<BucketPolicy, RehashKind>(Enum.GetValues<BucketPolicy>(), Enum.GetValues<RehashKind>());

    public static TheoryData<BucketPolicy, int> Moves => new MatrixTheoryData<BucketPolicy, int>(Enum.GetValues<BucketPolicy>(), [2, 100]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public void ARunGoesOnExactly(SamplerKind sampler, ActiveSharing sharing, bool deterministic) =>
        AssertGoesOnExactly(Options(sampler, sharing) with { Deterministic = deterministic });

    [Theory]
    [InlineData(17, false)]
    [InlineData(100, false)]
    [InlineData(100, true)]
    public void SoWithPointsThatAreReadAWindowAtATime(int shuffleBuffer, bool deterministic) =>
        AssertGoesOnExactly(Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            ShuffleBuffer = shuffleBuffer,
            Deterministic = deterministic,
            Hash = HashKind.Learned,
        });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void SoWithEveryOptimizerAndPrecision(OptimizerKind optimizer, WeightPrecision precision) =>
        AssertGoesOnExactly(Options(SamplerKind.Uniform, ActiveSharing.Batch) with
        {
            Optimizer = optimizer,
            Precision = precision,
            LearningRate = 0.01f,
        });

    [Theory]
    [MemberData(nameof(Rehashings))]
    public void SoWithEveryIndexHoweverItFollowsTheWeights(RehashKind rehash, IndexKind index, bool deterministic) =>
        AssertGoesOnExactly(Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            Rehash = rehash,
            Index = index,
            Deterministic = deterministic,
        });

    [Theory]
    [MemberData(nameof(Hashes))]
    public void SoWithEveryHashFamilyAndWithFunctionsLearnedMeanwhile(HashKind hash, int learningSteps) =>
        AssertGoesOnExactly(Options(SamplerKind.Lsh, ActiveSharing.Sample) with
        {
            Hash = hash,
            HashesPerTable = 1,
            LearningSteps = learningSteps,
        });

    [Theory]
    [MemberData(nameof(Policies))]
    public void SoWithBucketsThatOverflow(BucketPolicy policy, RehashKind rehash) =>
        AssertGoesOnExactly(Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            BucketPolicy = policy,
            Rehash = rehash,
            BucketCapacity = 4,
        });

    [Theory]
    [MemberData(nameof(Moves))]
    public void SoWithRowsThatMoveBetweenRebuilds(BucketPolicy policy, int capacity)
    {
        // Ten of the sixty rows are touched from one visit to the next: few enough to be moved.
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            BucketPolicy = policy,
            BucketCapacity = capacity,
            Rehash = RehashKind.Touched,
            RehashInterval = 1,
            RebuildInterval = 60,
            BatchSize = 4,
            ActiveNeurons = 6,
            Epochs = 1,
        };
        AssertGoesOnExactly(options, passes: 13);
    }

    [Fact]
    public void SoWithPointsOfMoreLabelsThanLearningKeeps()
    {
        DatasetBuilder builder = new();
        for (int point = 0; point < 300; point++)
            builder.Add([point % 40, 40 + (point % 7)], [1, 1], [.. Enumerable.Range(point % 45, 15)]);
        data = builder.Build();
        AssertGoesOnExactly(Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            Hash = HashKind.Learned,
            LearningSteps = 2,
            BatchSize = 8,
            RebuildInterval = 3,
        });
    }

    [Fact]
    public void DeterministicRunsGoOnExactlyWithAnotherNumberOfThreads()
    {
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Deterministic = true };
        byte[] straight = Train(options);
        Train(options with { Threads = 3, Checkpoints = Checkpoints });
        Assert.All(Kept(), path => Assert.True(straight.AsSpan().SequenceEqual(Resume(path, options with { Threads = 2 })), path));
    }

    [Fact]
    public void AStoppedRunLeavesACheckpointAndGoesOnExactly()
    {
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch) with { Epochs = 40 };
        byte[] straight = Train(options);
        CheckpointOptions rare = new() { Folder = folder.File("rare"), Epochs = 1000 };
        Checkpoint? stopped = null;
        int stops = 0;
        do
        {
            using CancellationTokenSource source = new();
            Listener listener = new(progress =>
            {
                // Between epochs, and wherever a report within one falls.
                if (stops++ % 3 == 2)
                    source.Cancel();
            });
            using ExtremeClassifier model = ExtremeClassifier.Train(
                TestData.Separable(), options with { Checkpoints = rare with { Resume = stopped } }, listener, cancellation: source.Token);
            if (!source.IsCancellationRequested || !model.Training!.StoppedEarly)
            {
                model.Save(folder.File("resumed"));
                break;
            }
            stopped = Checkpoint.FindNewest(rare.Folder);
            Assert.NotNull(stopped);
        }
        while (true);
        Assert.True(stops > 5);
        Assert.True(straight.AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("resumed"))), "the models differ");
    }

    [Fact]
    public void TheFiguresOfAllEpochsAreThoseOfTheRunThatWasNeverStopped()
    {
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch);
        Dataset validation = TestData.Separable(120, seed: 5);
        TrainingReport straight = Report(options);
        Report(options with { Checkpoints = Checkpoints });
        foreach (string path in Kept())
        {
            TrainingReport resumed = Report(options with { Checkpoints = Resuming(path) });
            Assert.Equal(straight.Epochs.Select(Figures), resumed.Epochs.Select(Figures));
            Assert.Equal(straight.MeanActiveNeurons, resumed.MeanActiveNeurons);
            Assert.False(resumed.StoppedEarly);
        }

        TrainingReport Report(TrainingOptions run)
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(
                TestData.Separable(), run, validation: validation, cancellation: TestContext.Current.CancellationToken);
            return model.Training!;
        }

        static (double, double?, double, int) Figures(EpochReport epoch) =>
            (epoch.Loss, epoch.PrecisionAt1, epoch.MeanActiveNeurons, epoch.Rebuilds);
    }

    [Fact]
    public void WithoutCheckpointsNothingChanges()
    {
        TrainingOptions options = Options(SamplerKind.Lsh, ActiveSharing.Batch);
        Assert.True(Train(options).AsSpan().SequenceEqual(Train(options with { Checkpoints = Checkpoints })), "the models differ");
    }

    [Fact]
    public void ACheckpointIsAModelToo()
    {
        Train(Options(SamplerKind.Lsh, ActiveSharing.Batch) with { InverseDocumentFrequency = true, Checkpoints = Checkpoints });
        Assert.Equal(Scores(folder.File("model")), Scores(Kept()[0]));

        static float[] Scores(string path)
        {
            using ExtremeClassifier model = ExtremeClassifier.Load(path);
            float[] scores = new float[model.LabelCount];
            model.ScoreAll(TestData.Separable().Features(0), scores);
            return scores;
        }
    }

    [Fact]
    public void OtherDataAreRefusedByName()
    {
        TrainingOptions options = Options(SamplerKind.Full, ActiveSharing.Batch) with { Checkpoints = Checkpoints };
        Train(options);
        Checkpoint newest = Checkpoint.FindNewest(folder.File("checkpoints"))!;
        options = options with { Checkpoints = Checkpoints with { Resume = newest } };
        Assert.Contains("points 600 against 601", Refusal(TestData.Separable(601), options), StringComparison.Ordinal);
        string sameSizes = Refusal(TestData.Separable(600, seed: 2), options);
        Assert.Contains("content of checksum", sameSizes, StringComparison.Ordinal);
        Assert.DoesNotContain("points 600", sameSizes, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherOptionsAreRefusedByNameAndOpenOnesAreTheCheckpoints()
    {
        TrainingOptions options = Options(SamplerKind.Uniform, ActiveSharing.Batch) with { Seed = 7 };
        byte[] straight = Train(options);
        Train(options with { Checkpoints = Checkpoints });
        TrainingOptions resuming = new() { Checkpoints = Checkpoints with { Resume = Checkpoint.FindNewest(folder.File("checkpoints")) } };
        Assert.True(straight.AsSpan().SequenceEqual(Train(resuming)), "the models differ");
        Assert.EndsWith(
            "learning rate 0.02 against 0.5, threads 1 against 2",
            Refusal(TestData.Separable(), resuming with { LearningRate = 0.5f, Threads = 2, BatchSize = 16 }), StringComparison.Ordinal);
        Assert.EndsWith("seed 7 against 8", Refusal(TestData.Separable(), resuming with { Seed = 8 }), StringComparison.Ordinal);
        Assert.EndsWith("deterministic false against true", Refusal(TestData.Separable(), resuming with { Deterministic = true }),
            StringComparison.Ordinal);
        Assert.EndsWith("hidden sizes [16,9] against [16]", Refusal(TestData.Separable(), resuming with { HiddenSize = 16 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void EveryOptionOfARunHasItsNameInTheRecipe()
    {
        // What differs is found by name: an option called otherwise in the recipe would never be compared.
        IEnumerable<string> options = Names(JsonSerializer.Serialize(new TrainingOptions(), RecipeJson.Default.TrainingOptions));
        IEnumerable<string> recipe = Names(JsonSerializer.Serialize(TestRecipes.Plain, RecipeJson.Default.TrainingRecipe));
        Assert.Equal(["hidden_size"], options.Except(recipe));

        static string[] Names(string json)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(property => property.Name)];
        }
    }

    private CheckpointOptions Checkpoints => new() { Folder = folder.File("checkpoints"), Epochs = 1, Passes = 7, Keep = 1000 };

    private static TrainingOptions Options(SamplerKind sampler, ActiveSharing sharing) => TestRecipes.Options(sampler, sharing) with
    {
        HiddenSizes = [16, 9],
        Epochs = 2,
        InputDropout = 0.1f,
        HiddenDropout = 0.1f,
        RebuildInterval = 6,
        RehashInterval = 3,
        DriftThreshold = 0.01,
        LinearPath = true,
        RememberedNegatives = 3,
    };

    /// <summary>38 batches an epoch, a checkpoint after every seventh call between them, within and at the end of epochs.</summary>
    private void AssertGoesOnExactly(TrainingOptions options, int passes = 7)
    {
        byte[] straight = Train(options);
        Train(options with { Checkpoints = Checkpoints with { Passes = passes } });
        string[] kept = Kept();
        Assert.InRange(kept.Length, options.Deterministic ? 4 : 10, 14);
        Assert.All(kept, path => Assert.True(straight.AsSpan().SequenceEqual(Resume(path, options)),
            $"the model of {Path.GetFileName(path)} differs"));
    }

    private string[] Kept() => [.. CheckpointFolder.FilesOf(folder.File("checkpoints"))];

    private byte[] Train(TrainingOptions options)
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(data, options);
        model.Save(folder.File("model"));
        return File.ReadAllBytes(folder.File("model"));
    }

    private byte[] Resume(string path, TrainingOptions options) => Train(options with { Checkpoints = Resuming(path) });

    private CheckpointOptions Resuming(string path)
    {
        Checkpoint? checkpoint = CheckpointFile.TryOpen(path, out DataFormatException? damage);
        Assert.Null(damage);
        return new CheckpointOptions { Folder = folder.File($"resumed from {Path.GetFileName(path)}"), Epochs = 1000, Resume = checkpoint };
    }

    private static string Refusal(Dataset data, TrainingOptions options) =>
        Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(data, options)).Message;

    /// <summary>Told on the reporting thread itself.</summary>
    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
