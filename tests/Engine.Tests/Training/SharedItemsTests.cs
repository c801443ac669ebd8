using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>
/// Planted data whose features and labels are the same items: a user likes one group of items. In training the second half of each group
/// is only ever seen, never a label; what is asked for in the test is that half.
/// </summary>
public sealed class SharedItemsTests : IDisposable
{
    private const int Groups = 12;
    private const int GroupItems = 10;
    private const int Half = GroupItems / 2;
    private const int Items = Groups * GroupItems;

    private static readonly LabelMask Mask = new(inputItems: true);

    private static readonly TrainingOptions Options = TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Batch) with
    {
        SharedItems = true,
        Loss = LossKind.SampledSoftmax,
        InputDropout = 0.5f,
        LearningRate = 0.03f,
        Epochs = 8,
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<SamplerKind, LossKind> Ways => new MatrixTheoryData<SamplerKind, LossKind>(
        Enum.GetValues<SamplerKind>(), [LossKind.SampledSoftmax, LossKind.Softmax, LossKind.SquaredHinge]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void ItemsThatWereNeverLabelsAreFound(SamplerKind sampler, LossKind loss)
    {
        TrainingOptions options = Options with { Sampler = sampler, Loss = loss };
        using ExtremeClassifier shared = ExtremeClassifier.Train(Train(), options);
        using ExtremeClassifier apart = ExtremeClassifier.Train(Train(), options with { SharedItems = null });
        Assert.InRange(RecallOf(shared), 0.8, 1);
        Assert.InRange(RecallOf(apart), 0, 0.5);
    }

    [Fact]
    public void PointsWithoutLabelsAreLearnedFrom()
    {
        Dataset train = Train();
        DatasetBuilder builder = new();
        for (int point = 0; point < train.Count; point++)
        {
            SparseVector features = train.Features(point);
            builder.Add(features.Ids.ToArray(), features.Values.ToArray(), point < Groups ? train.Labels(point).ToArray() : []);
        }
        using ExtremeClassifier model =
            ExtremeClassifier.Train(builder.Build(featureCount: Items, labelCount: Items), Options with { Sampler = SamplerKind.Full });
        Assert.InRange(RecallOf(model), 0.8, 1);
    }

    [Fact]
    public void FrequenciesAreThoseOfTheLabelsReadAndDocumentFrequenciesThoseOfTheSets()
    {
        Dataset train = Train();
        using ExtremeClassifier model = ExtremeClassifier.Train(train, Options with { InverseDocumentFrequency = true, Epochs = 1 });
        Assert.Equal(Propensity.LabelFrequencies(train), model.LabelFrequencies.ToArray());
        Assert.Equal(train.Count, model.TrainingPoints);
        Assert.Equal(
            FeatureWeighting.Fit(ItemSets.Of(train), false, inverseDocumentFrequency: true, false).InverseDocumentFrequency,
            model.Weighting.InverseDocumentFrequency);
    }

    [Fact]
    public void ASavedModelKeepsTheRecipeAndAnswersAsBefore()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(Train(), Options with { InverseDocumentFrequency = true });
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.True(loaded.Recipe.SharedItems);
        Assert.Equal(model.Predict(Test().Features(0), 5, mask: Mask), loaded.Predict(Test().Features(0), 5, mask: Mask));
    }

    [Fact]
    public void AnEnsembleOfThemScoresAsItsNetworksDoOnAverage()
    {
        TrainingOptions options = Options with { Ensemble = 2, InverseDocumentFrequency = true };
        using ExtremeClassifier ensemble = ExtremeClassifier.Train(Train(), options);
        Assert.Equal(Propensity.LabelFrequencies(Train()), ensemble.LabelFrequencies.ToArray());
        double[] mean = new double[Items];
        float[] scores = new float[Items];
        for (int number = 0; number < 2; number++)
        {
            using ExtremeClassifier member =
                ExtremeClassifier.Train(Train(), options with { Ensemble = 1, Seed = ensemble.Recipe.Member(number).Seed });
            member.ScoreAll(Test().Features(3), scores);
            for (int item = 0; item < Items; item++)
                mean[item] += scores[item] / 2.0;
        }
        ensemble.ScoreAll(Test().Features(3), scores);
        for (int item = 0; item < Items; item++)
            Assert.InRange(scores[item] - mean[item], -1e-4, 1e-4);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void ARunGoesOnExactlyFromItsCheckpoints(bool deterministic, int threads)
    {
        TrainingOptions options = Options with { Deterministic = deterministic, Threads = threads, Epochs = 3 };
        CheckpointOptions checkpoints = new() { Folder = folder.File("checkpoints"), Epochs = 1, Keep = 10 };
        byte[] straight = Trained(options, "straight");
        Trained(options with { Checkpoints = checkpoints }, "kept");
        string[] kept = [.. CheckpointFolder.FilesOf(checkpoints.Folder)];
        Assert.True(kept.Length > 1);
        foreach (string path in kept)
        {
            CheckpointOptions resuming = new() { Folder = folder.File(Path.GetFileName(path)), Resume = Checkpoint.TryRead(path) };
            Assert.True(straight.AsSpan().SequenceEqual(Trained(options with { Checkpoints = resuming }, "resumed")), path);
        }
    }

    [Fact]
    public void TrainingOnStaysWithSetsAndLearnsNewGroups()
    {
        using ExtremeClassifier first = ExtremeClassifier.Train(Train(groups: Groups - 4), Options);
        using ExtremeClassifier second = first.Continue(Train());
        Assert.True(second.Recipe.SharedItems);
        Assert.Equal((Items, Items), (second.FeatureCount, second.LabelCount));
        Assert.InRange(RecallOf(second), 0.8, 1);
        Assert.Equal(first.TrainingPoints + Train().Count, second.TrainingPoints);
    }

    [Fact]
    public void TrainingOnIsRefusedWhereItemsWouldNoLongerBeTheSame()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(Train(), Options with { Epochs = 1 });
        DatasetBuilder builder = new();
        builder.Add([0], [1], [Items]);
        Assert.Equal(
            $"with shared items there must be as many features as labels, but there are {Items} features and {Items + 1} labels",
            Assert.Throws<ArgumentException>(() => model.Continue(builder.Build(featureCount: Items, labelCount: Items + 1))).Message);
    }

    [Fact]
    public void WithoutTheOptionNothingIsTakenForShared()
    {
        DatasetSummary data = DatasetSummary.Of(Train());
        Assert.False(new TrainingOptions().Resolve(data).SharedItems);
        TrainingRecipe shared = new TrainingOptions { SharedItems = true }.Resolve(data);
        Assert.Equal((true, false, 0, LossKind.SampledSoftmax), (shared.SharedItems, shared.LinearPath, shared.ShuffleBuffer, shared.Loss));
        Assert.True(shared.InputDropout > 0);
    }

    private byte[] Trained(TrainingOptions options, string name)
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(Train(), options);
        model.Save(folder.File(name));
        return File.ReadAllBytes(folder.File(name));
    }

    /// <summary>Of the two items asked for, how many are among the three best.</summary>
    private static double RecallOf(ExtremeClassifier model) => model.Evaluate(Test(), [3], mask: Mask).Recall[0];

    /// <summary>Four items seen, three of them of the second half, and a label of the first; now and then a stray one.</summary>
    private static Dataset Train(int groups = Groups)
    {
        RandomStream random = new(1, 7);
        DatasetBuilder builder = new();
        for (int point = 0; point < 60 * groups; point++)
        {
            int start = point % groups * GroupItems;
            int[] first = Shuffled(start, ref random);
            int[] second = Shuffled(start + Half, ref random);
            SortedSet<int> seen = [first[0], second[0], second[1], second[2]];
            if (point % 5 == 0)
                seen.Add(random.NextInt32(groups * GroupItems));
            seen.Remove(first[1]);
            builder.Add([.. seen], [.. Enumerable.Repeat(1f, seen.Count)], [first[1]]);
        }
        return builder.Build(featureCount: groups * GroupItems, labelCount: groups * GroupItems);
    }

    /// <summary>Three items of a group's second half seen, the other two asked for.</summary>
    private static Dataset Test()
    {
        RandomStream random = new(2, 7);
        DatasetBuilder builder = new();
        for (int point = 0; point < 10 * Groups; point++)
        {
            int[] items = Shuffled((point % Groups * GroupItems) + Half, ref random);
            builder.Add([.. items[..3].Order()], [1, 1, 1], [.. items[3..].Order()]);
        }
        return builder.Build(featureCount: Items, labelCount: Items);
    }

    private static int[] Shuffled(int start, ref RandomStream random)
    {
        int[] items = [.. Enumerable.Range(start, Half)];
        random.Shuffle(items.AsSpan());
        return items;
    }
}
