using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

[Trait("Tier", "any")]
public sealed class ContinuedTrainingTests : IDisposable
{
    private const int OldLabels = 40;
    private const int OldFeatures = 3 * OldLabels;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<WeightPrecision, bool> Growths =>
        new MatrixTheoryData<WeightPrecision, bool>(Enum.GetValues<WeightPrecision>(), [false, true]);

    public static TheoryData<OptimizerKind> Optimizers => [.. Enum.GetValues<OptimizerKind>()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Growths))]
    public void BeforeAnyStepTheGrownModelAnswersAsTheOldOne(WeightPrecision precision, bool weighted)
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options with
        {
            Precision = precision,
            HiddenSizes = [16, 9],
            LogTermFrequency = weighted,
            InverseDocumentFrequency = weighted,
            LinearPath = weighted,
        });
        using ExtremeClassifier grown = old.Continue(All(), cancellation: new CancellationToken(canceled: true));

        Assert.Equal((OldLabels, TestData.LabelCount), (old.LabelCount, grown.LabelCount));
        Assert.Equal(All().FeatureCount, grown.FeatureCount);
        float[] before = new float[old.LabelCount];
        float[] after = new float[grown.LabelCount];
        for (int point = 0; point < 50; point++)
        {
            old.ScoreAll(Old().Features(point), before);
            grown.ScoreAll(Old().Features(point), after);
            Assert.Equal(before, after[..OldLabels]);
        }
    }

    [Fact]
    public void NewRowsAreDrawnAsThoseOfANewModel()
    {
        TrainingOptions options = Options with { OutputBias = -0.5f };
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), options);
        using ExtremeClassifier grown = old.Continue(All(), cancellation: new CancellationToken(canceled: true));
        using ExtremeClassifier fresh = ExtremeClassifier.Train(All(), options, cancellation: new CancellationToken(canceled: true));
        Assert.Equal(fresh.Network.Output.Weights.Row(OldLabels).ToArray(), grown.Network.Output.Weights.Row(OldLabels).ToArray());
        Assert.Equal(fresh.Network.Embedding.Weights.Row(OldFeatures).ToArray(),
            grown.Network.Embedding.Weights.Row(OldFeatures).ToArray());
    }

    [Fact]
    public void NewLabelsAreLearntAndOldOnesKeepTheirIds()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options);
        using ExtremeClassifier continued = old.Continue(All());
        Assert.InRange(old.Evaluate(OldTest()).PrecisionAt(1), 0.95, 1);
        Assert.InRange(continued.Evaluate(OldTest()).PrecisionAt(1), 0.95, 1);
        Assert.InRange(continued.Evaluate(All(seed: 2)).PrecisionAt(1), 0.95, 1);
        Assert.Equal(Options.Epochs, continued.Training!.Epochs.Count);
        // What was known already makes the beginning easier.
        Assert.True(continued.Training.Epochs[0].Loss < old.Training!.Epochs[0].Loss);
    }

    [Fact]
    public void DataOfFewerLabelsAndFeaturesLeaveTheModelAsWide()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(All(), Options);
        using ExtremeClassifier continued = old.Continue(Old());
        Assert.Equal((old.FeatureCount, old.LabelCount), (continued.FeatureCount, continued.LabelCount));
        Assert.InRange(continued.Evaluate(OldTest()).PrecisionAt(1), 0.95, 1);
    }

    [Fact]
    public void FrequenciesAndPointsAddUpAndNamesStay()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options);
        old.NameLabels([.. Enumerable.Range(0, OldLabels).Select(label => $"label {label}")]);
        using ExtremeClassifier continued = old.Continue(All());
        Assert.Equal(Old().Count + All().Count, continued.TrainingPoints);
        Assert.Equal(old.LabelFrequencies.Span[7] + Propensity.LabelFrequencies(All())[7], continued.LabelFrequencies.Span[7]);
        Assert.Equal(["label 39", ""], continued.LabelNames!.Skip(OldLabels - 1).Take(2));
        continued.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(continued.LabelNames, loaded.LabelNames);
    }

    [Fact]
    public void DocumentFrequenciesOfOldFeaturesStayAndNewOnesAreCounted()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options with { InverseDocumentFrequency = true });
        using ExtremeClassifier continued = old.Continue(All(), cancellation: new CancellationToken(canceled: true));
        float[] counted = FeatureWeighting.Fit(All(), false, true, false).InverseDocumentFrequency!;
        Assert.Equal([.. old.Weighting.InverseDocumentFrequency!, .. counted[OldFeatures..]],
            continued.Weighting.InverseDocumentFrequency!);
    }

    [Fact]
    public void OpenOptionsAreTheModelsAndUnchangeableOnesAreRefused()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options with { Seed = 5, BatchSize = 24 });
        using ExtremeClassifier continued = old.Continue(All(), new TrainingOptions { LearningRate = 0.03f, Threads = 1, HiddenSize = 16 });
        Assert.Equal(old.Recipe with { LearningRate = 0.03f, HiddenSizes = [] }, continued.Recipe with { HiddenSizes = [] });
        string message = Assert.Throws<ArgumentException>(
            () => old.Continue(All(), new TrainingOptions
            {
                HiddenSize = 8,
                NormalizeRows = true,
                Optimizer = OptimizerKind.Adam,
            })).Message;
        Assert.EndsWith("cannot change these options: hidden sizes [16] against [8], normalize rows false against true", message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ACheckpointsOptimizerStateGoesOnWithItsRows(OptimizerKind optimizer)
    {
        TrainingOptions options = Options with { Optimizer = optimizer, LearningRate = 0.01f, HiddenSizes = [16, 9], Epochs = 2 };
        ExtremeClassifier.Train(Old(), options with { Checkpoints = new CheckpointOptions { Folder = folder.File("old") } }).Dispose();
        Checkpoint checkpoint = Checkpoint.FindNewest(folder.File("old"))!;
        using ExtremeClassifier old = ExtremeClassifier.Load(checkpoint.Path);
        using NetworkOptimizers before = new(old.Network, optimizer);
        CheckpointFile.ReadOptimizers(checkpoint, before);
        using Network grown = new(old.FeatureCount + 50, [16, 9], old.LabelCount + 20, HiddenActivation.Relu);
        using NetworkOptimizers after = new(grown, optimizer);
        NetworkGrowth.Copy(before, after);

        AssertSameState(before.Embedding, 3, after.Embedding, 3);
        AssertSameState(before.Embedding, old.FeatureCount, after.Embedding, grown.Embedding.FeatureCount);
        AssertSameState(before.Dense[0], 8, after.Dense[0], 8);
        AssertSameState(before.Output, OldLabels - 1, after.Output, OldLabels - 1);
        Assert.All(StateOf(after.Output, OldLabels), number => Assert.Equal(0, number));
        Assert.All(StateOf(after.Embedding, old.FeatureCount), number => Assert.Equal(0, number));

        using ExtremeClassifier withState = checkpoint.Continue(All(), new TrainingOptions { Threads = 1 });
        using ExtremeClassifier without = old.Continue(All(), new TrainingOptions { Threads = 1 });
        bool same = withState.Network.Checksum() == without.Network.Checksum();
        Assert.Equal(optimizer == OptimizerKind.Sgd, same);
    }

    [Fact]
    public void OldPairsOfALinearPathKeepTheirWeightsAndSumsAmongNewOnes()
    {
        TrainingOptions options = Options with
        {
            LinearPath = true,
            Epochs = 2,
            Checkpoints = new CheckpointOptions { Folder = folder.File("old") },
        };
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), options);
        Checkpoint checkpoint = Checkpoint.FindNewest(folder.File("old"))!;
        using NetworkOptimizers before = new(old.Network, old.Recipe.Optimizer);
        CheckpointFile.ReadOptimizers(checkpoint, before);
        using ExtremeClassifier grown = old.Continue(Mixed(), cancellation: new CancellationToken(canceled: true));
        using NetworkOptimizers after = new(grown.Network, old.Recipe.Optimizer);
        NetworkGrowth.Copy(before, after);

        // Feature 3 knew label 1; the new data have it with labels 0 and 59 too.
        LinearPath was = old.Network.Linear!;
        LinearPath now = grown.Network.Linear!;
        Assert.Equal([1], was.Labels(3).ToArray());
        Assert.Equal([0, 1, 59], now.Labels(3).ToArray());
        Assert.Equal([0, was.Weights(3)[0], 0], now.Weights(3).ToArray());
        Assert.NotEqual(0, before.Linear!.Squares(3)[0]);
        Assert.Equal([0, before.Linear.Squares(3)[0], 0], after.Linear!.Squares(3).ToArray());
        Assert.Equal(was.Biases.ToArray(), now.Biases[..OldLabels].ToArray());
        Assert.Equal(old.Recipe.OutputBias, now.Biases[59]);
        Assert.Equal(0, after.Linear.BiasSquares[59]);

        static Dataset Mixed()
        {
            DatasetBuilder builder = new();
            builder.Add([3, 200], [1, 1], [0, 59]);
            return builder.Build();
        }
    }

    [Fact]
    public void AContinuedRunIsResumedExactlyAndOnlyFromItsOwnModel()
    {
        using ExtremeClassifier old = ExtremeClassifier.Train(Old(), Options with { LinearPath = true });
        using ExtremeClassifier straight = old.Continue(All(), new TrainingOptions { Threads = 1 });
        CheckpointOptions checkpoints = new() { Folder = folder.File("checkpoints"), Passes = 30, Keep = 1000 };
        old.Continue(All(), new TrainingOptions { Threads = 1, Checkpoints = checkpoints }).Dispose();
        foreach (string path in CheckpointFolder.FilesOf(folder.File("checkpoints")))
        {
            CheckpointOptions resuming = new()
            {
                Folder = folder.File($"from {Path.GetFileName(path)}"),
                Resume = Checkpoint.TryRead(path),
            };
            using ExtremeClassifier resumed = old.Continue(All(), new TrainingOptions { Checkpoints = resuming });
            Assert.Equal(straight.Network.Checksum(), resumed.Network.Checksum());
            string message = Assert.Throws<ArgumentException>(() => straight.Continue(All(),
                new TrainingOptions { Checkpoints = resuming })).Message;
            Assert.Contains("the model trained on, of checksum", message, StringComparison.Ordinal);
        }
    }

    private static TrainingOptions Options => TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with
    {
        Epochs = 12,
        InputDropout = 0,
        HiddenDropout = 0,
        NormalizeRows = false,
    };

    private static Dataset Old(ulong seed = 1) => Points(OldLabels, 400, seed);

    private static Dataset OldTest() => Points(OldLabels, 200, seed: 2);

    private static Dataset All(ulong seed = 1) => TestData.Separable(600, seed);

    /// <summary>Points of the first labels, with their features only.</summary>
    private static Dataset Points(int labels, int count, ulong seed)
    {
        RandomStream random = new(seed, 11);
        DatasetBuilder builder = new();
        for (int i = 0; i < count; i++)
        {
            int label = i % labels;
            builder.Add([3 * label, (3 * label) + 1, (3 * label) + 2], [1, 0.5f + (0.1f * random.NextSingle()), 2], [label]);
        }
        return builder.Build(featureCount: 3 * labels, labelCount: labels);
    }

    private static void AssertSameState(RowOptimizer expected, int row, RowOptimizer actual, int target)
    {
        float[] state = StateOf(expected, row);
        Assert.Equal(expected.State.Count > 0, state.Any(number => number != 0));
        Assert.Equal(state, StateOf(actual, target));
    }

    private static float[] StateOf(RowOptimizer optimizer, int row) =>
        [.. optimizer.State.SelectMany(part =>
        {
            int numbers = part.State.Columns / optimizer.Weights.Rows;
            return part.State.Rows > 1 ? part.State.Row(row).ToArray() : part.State.Row(0).Slice(row * numbers, numbers).ToArray();
        })];
}
