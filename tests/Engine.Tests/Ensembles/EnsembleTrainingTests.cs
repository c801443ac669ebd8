using Glissade.Layers;

namespace Glissade.Tests;

public sealed class EnsembleTrainingTests
{
    private static readonly TrainingOptions Three =
        TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Batch) with { Ensemble = 3, LinearPath = true };

    [Fact]
    public void AnEnsembleScoresAsItsNetworksTrainedByThemselvesDoOnAverageBesideTheLinearPathOfTheFirst()
    {
        Dataset train = TestData.Separable();
        using ExtremeClassifier ensemble = ExtremeClassifier.Train(train, Three);
        Assert.Equal((48, 3), (ensemble.Recipe.HiddenSizes[0], ensemble.Recipe.Ensemble));
        using LinearPath path = TakePath(ensemble);
        double[] mean = new double[TestData.LabelCount];
        float[] scores = new float[TestData.LabelCount];
        for (int number = 0; number < 3; number++)
        {
            TrainingOptions options = Three with { Ensemble = 1, LinearPath = number == 0, Seed = ensemble.Recipe.Member(number).Seed };
            using ExtremeClassifier member = ExtremeClassifier.Train(train, options);
            if (number == 0)
            {
                using LinearPath own = TakePath(member);
                Assert.Equal(own.AllWeights, path.AllWeights);
                Assert.Equal(own.Biases, path.Biases);
            }
            member.ScoreAll(train.Features(7), scores);
            for (int label = 0; label < scores.Length; label++)
                mean[label] += scores[label] / 3.0;
        }
        ensemble.ScoreAll(train.Features(7), scores);
        for (int label = 0; label < scores.Length; label++)
            Assert.InRange(scores[label] - mean[label], -1e-4, 1e-4);
    }

    /// <summary>Leaves a model of the network alone.</summary>
    private static LinearPath TakePath(ExtremeClassifier model)
    {
        LinearPath path = model.Network.Linear!;
        model.Network.Linear = null;
        return path;
    }

    [Fact]
    public void ItsNetworksHaveSeedsOfTheirOwnAndTheFirstTheRunsSeed()
    {
        TrainingRecipe recipe = Three.Resolve(DatasetSummary.Of(TestData.Separable()));
        ulong[] seeds = [.. Enumerable.Range(0, 3).Select(number => recipe.Member(number).Seed)];
        Assert.Equal(recipe.Seed, seeds[0]);
        Assert.Distinct(seeds);
    }

    [Fact]
    public void ASeedFixesTheFileWhateverTheThreadsOfDeterministicUpdates()
    {
        using TemporaryFolder folder = new();
        byte[][] files = [.. new[] { 1, 3 }.Select(threads =>
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Three with { Deterministic = true, Threads = threads });
            model.Save(folder.File($"{threads}"));
            return File.ReadAllBytes(folder.File($"{threads}"));
        })];
        Assert.True(files[0].AsSpan().SequenceEqual(files[1]), "the files differ");
    }

    [Fact]
    public void ASavedEnsembleAnswersAsBefore()
    {
        using TemporaryFolder folder = new();
        Dataset train = TestData.Separable();
        using ExtremeClassifier model = ExtremeClassifier.Train(train, Three);
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        using ExtremeClassifier opened = ExtremeClassifier.Open(folder.File("model"));
        Assert.Equal(3, loaded.Recipe.Ensemble);
        IReadOnlyList<Prediction> expected = model.Predict(train.Features(3));
        Assert.Equal(expected, loaded.Predict(train.Features(3)));
        Assert.Equal(expected, opened.Predict(train.Features(3)));
    }

    [Fact]
    public void HashFunctionsAreLearnedOnceForTheMergedRows()
    {
        TrainingOptions options = Three with { Sampler = SamplerKind.Lsh, Hash = HashKind.Learned, Epochs = 1 };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        Assert.Equal(model.Network.Output.Weights.Columns + 1, model.Hash!.Projections.Rows);
        Assert.Equal([true, true, false], model.Training!.Epochs.Select(epoch => epoch.HashLearningSeconds == 0));
    }

    [Fact]
    public void EpochsAreToldAsThoseOfOneRun()
    {
        Told told = new();
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Three, told, validation: TestData.Separable(60, seed: 2));
        Assert.Equal(Enumerable.Range(1, 9).Select(epoch => (epoch, 9)), told.Completed.Select(progress => (progress.Epoch, progress.Epochs)));
        Assert.Equal(told.Completed.OrderBy(progress => progress.TrainingTime), told.Completed);
        Assert.Equal(9, model.Training!.Epochs.Count);
        Assert.All(model.Training.Epochs, epoch => Assert.NotNull(epoch.PrecisionAt1));
        Assert.False(model.Training.StoppedEarly);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 1)]
    [InlineData(7, 2)]
    public void ARunThatIsStoppedKeepsTheNetworksThatAreDoneAndAtLeastTheFirst(int epochs, int members)
    {
        using CancellationTokenSource stop = new();
        Told told = new() { After = (epochs, stop.Cancel) };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Three, told, cancellation: stop.Token);
        Assert.Equal((members, 16 * members), (model.Recipe.Ensemble, model.Recipe.HiddenSizes[0]));
        Assert.True(model.Training!.StoppedEarly);
        using ExtremeClassifier first = ExtremeClassifier.Train(TestData.Separable(), Three with { Ensemble = 1 });
        if (epochs == 5)
            Assert.Equal(first.Predict(TestData.Separable().Features(3)), model.Predict(TestData.Separable().Features(3)));
    }

    [Fact]
    public void AnEnsembleIsTrainedOnAsOneNetwork()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Three);
        using ExtremeClassifier continued = model.Continue(TestData.Separable(), new TrainingOptions { Threads = 1 });
        Assert.Equal((1, 48), (continued.Recipe.Ensemble, continued.Recipe.HiddenSizes[0]));
        string message = Assert.Throws<ArgumentException>(() => model.Continue(TestData.Separable(), new TrainingOptions { Ensemble = 3 })).Message;
        Assert.Equal("a model is trained on as one network, but the ensemble has 3; leave it out, or train a new model", message);
    }

    [Fact]
    public void AnEnsembleWritesNoCheckpoints()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = Three with { Checkpoints = new CheckpointOptions { Folder = folder.File("checkpoints") } };
        string message = Assert.Throws<ArgumentException>(() => ExtremeClassifier.Train(TestData.Separable(), options)).Message;
        Assert.Equal("checkpoints are those of one network, but the ensemble has 3; train one network, or without checkpoints", message);
        Assert.False(Directory.Exists(folder.File("checkpoints")));
    }

    private sealed class Told : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Completed { get; } = [];

        public (int Epochs, Action Action)? After { get; init; }

        public void Report(TrainingProgress value)
        {
            if (value.Completed is null)
                return;
            Completed.Add(value);
            if (After is { } after && Completed.Count == after.Epochs)
                after.Action();
        }
    }
}
