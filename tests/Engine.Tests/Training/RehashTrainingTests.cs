using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

public sealed class RehashTrainingTests
{
    public static TheoryData<RehashKind, ActiveSharing> Kinds =>
        new MatrixTheoryData<RehashKind, ActiveSharing>(Enum.GetValues<RehashKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<CandidateSelection, bool> Selections =>
        new MatrixTheoryData<CandidateSelection, bool>(Enum.GetValues<CandidateSelection>(), [true, false]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryScheduleTrainsAndReportsItsRebuilds(RehashKind kind, ActiveSharing sharing)
    {
        // 38 batches an epoch.
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, sharing) with
        {
            Rehash = kind,
            RebuildInterval = 20,
            RebuildGrowth = 0,
            RehashInterval = 7,
            DriftThreshold = 0.02,
            Threads = 2,
            Epochs = 8,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        IReadOnlyList<EpochReport> epochs = model.Training!.Epochs;
        Assert.True(epochs[^1].Loss < 0.7 * epochs[0].Loss, $"loss went from {epochs[0].Loss} to {epochs[^1].Loss}");
        int rebuilds = epochs.Sum(epoch => epoch.Rebuilds);
        if (kind == RehashKind.Exponential)
            Assert.Equal(((38 * 8) - 1) / 20, rebuilds);
        else
            Assert.InRange(rebuilds, 2, 1 + (38 * 8 / 7) + 16);
        Assert.All(epochs, epoch => Assert.InRange(epoch.RebuildSeconds, 0, epoch.Seconds));
        Assert.True(epochs[0].Rebuilds > 0 && epochs[0].RebuildSeconds > 0);
    }

    [Fact]
    public void SamplersThatDoNotFollowWeightsAreNeverRebuilt()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Batch) with { Rehash = RehashKind.Touched };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        Assert.All(model.Training!.Epochs, epoch => Assert.Equal((0, 0.0), (epoch.Rebuilds, epoch.RebuildSeconds)));
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void EverySelectionTrainsReproducibly(CandidateSelection selection, bool fill)
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Sample) with
        {
            Selection = selection,
            MinHits = 3,
            FillUniformly = fill,
            BucketPolicy = BucketPolicy.Fifo,
            BucketCapacity = 12,
            HashedShare = 1,
        };
        double[] losses = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            if (fill)
                Assert.InRange(model.Training!.MeanActiveNeurons, 20.5, 21);
            return model.Training!.Epochs[^1].Loss;
        })];
        Assert.Equal(losses[0], losses[1]);
    }

    [Theory]
    [InlineData(OptimizerKind.RowRms)]
    [InlineData(OptimizerKind.Adam)]
    public void AsManyRowsAreTouchedAsChanged(OptimizerKind optimizer)
    {
        foreach (ActiveSharing sharing in Enum.GetValues<ActiveSharing>())
        {
            TrainingRecipe recipe = TestRecipes.Plain with
            {
                Sampler = SamplerKind.Lsh,
                Sharing = sharing,
                Optimizer = optimizer,
                Rehash = RehashKind.Touched,
                ActiveNeurons = 6,
                Loss = LossKind.Logistic, // under which no active neuron is without a gradient
            };
            Dataset data = TestData.Separable();
            using Network network = new(data.FeatureCount, recipe.HiddenSizes, data.LabelCount, recipe.Activation, recipe.Precision);
            network.Initialize(recipe);
            using NetworkOptimizers optimizers = new(network, recipe.Optimizer);
            using INeuronSampler sampler = Samplers.Create(recipe, network.Output, data.Count);
            using WorkerTeam team = new(1);
            using SamplerTables tables = new(sampler, optimizers.Output, recipe, team);
            tables.Rebuild();
            Assert.Equal(0, tables.CountTouched());
            using TrainingWorker worker = new(new TrainingStep(network, optimizers, sampler, recipe));
            float[][] before = [.. Enumerable.Range(0, data.LabelCount).Select(row => network.Output.Weights.Row(row).ToArray())];
            RandomStream random = new(3);
            worker.Train(new BatchPoints(data, [1, 5, 300]), 0, 0.01f, ref random);
            int changed = Enumerable.Range(0, data.LabelCount).Count(row => !network.Output.Weights.Row(row).SequenceEqual(before[row]));
            Assert.Equal(changed, tables.CountTouched());
            Assert.InRange(changed, 4, data.LabelCount - 1);
            tables.Refresh();
            Assert.Equal((0, 1), (tables.CountTouched(), tables.Rebuilds));
        }
    }

    [Fact]
    public void PredictionTakesTheMostFrequentFromPackedTablesWhateverTrainingDid()
    {
        TrainingRecipe recipe = TestRecipes.Plain with
        {
            Selection = CandidateSelection.HardThreshold,
            MinHits = 10,
            Rehash = RehashKind.Touched,
        };
        using OutputLayer layer = new(16, 300);
        using INeuronIndex predicting = Samplers.CreateIndex(IndexKind.Tables, recipe, layer);
        using INeuronIndex training = Samplers.CreateIndex(IndexKind.Tables, recipe, layer, training: true);
        Assert.True(predicting.Describe().MemoryBytes < training.Describe().MemoryBytes);
        using WorkerTeam team = new(1);
        RandomStream random = new(1);
        layer.Initialize(1, 0, ref random);
        int[] ids = new int[100];
        float[] query = layer.Weights.Row(3).ToArray();
        int[] counts = [.. new[] { predicting, training }.Select(index =>
        {
            index.Rebuild(layer.Weights, default, team);
            using IndexQuery state = index.CreateQuery();
            return index.Search(query, 100, ids, state);
        })];
        Assert.True(counts[0] > counts[1], $"{counts[0]} and {counts[1]} candidates");
    }
}
