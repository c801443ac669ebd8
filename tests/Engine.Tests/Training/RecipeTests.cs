using System.Text.Json;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

public sealed class RecipeTests
{
    public static TheoryData<TrainingOptions, string> Senseless => new()
    {
        { new() { HiddenSizes = [] }, "hidden sizes must name at least one layer, but name none" },
        { new() { HiddenSizes = [16, 0] }, "hidden sizes must be between 1 and 65536, but is 0" },
        { new() { Ensemble = 0 }, "ensemble must be at least 1, but is 0" },
        {
            new() { Ensemble = 2, HiddenSizes = [16, 8] },
            "networks of an ensemble must have one hidden layer, but have 2; train one network, or one layer"
        },
        {
            new() { Ensemble = 2, HiddenSize = 15, Activation = HiddenActivation.Mixed },
            "hidden sizes must be even for an ensemble of networks with mixed units, but is 15"
        },
        {
            new() { SharedItems = true },
            "with shared items there must be as many features as labels, but there are 220 features and 60 labels"
        },
        {
            new() { SharedItems = true, LinearPath = true },
            "with shared items there is no linear path: it would learn that each item comes with itself"
        },
        {
            new() { SharedItems = true, ShuffleBuffer = 1000 },
            "with shared items the points are made sets in memory, so the shuffle buffer must be 0, but is 1000"
        },
        { new() { Loss = (LossKind)7 }, "loss must be one of SquaredHinge, Logistic, Softmax, SampledSoftmax, but is 7" },
        { new() { Sampler = (SamplerKind)7 }, "sampler must be one of Lsh, Uniform, Full, but is 7" },
        { new() { Sharing = (ActiveSharing)7 }, "sharing must be one of Batch, Sample, but is 7" },
        { new() { Index = (IndexKind)7 }, "index must be one of Tables, Signatures, InvertedFile, Codes, but is 7" },
        { new() { Hash = (HashKind)7, HashesPerTable = 1 }, "hash must be one of SimHash, Dwta, Wta, MinHash, CrossPolytope, Learned, but is 7" },
        { new() { Optimizer = (OptimizerKind)17 }, "optimizer must be one of Adam, RowAdam, RowRms, Sgd, Momentum, Adagrad, RowAdagrad, but is 17" },
        { new() { Precision = (WeightPrecision)7 }, "precision must be one of Single, BFloat16, BFloat16Nearest, but is 7" },
        { new() { Schedule = (LearningRateSchedule)7 }, "learning-rate schedule must be one of Constant, Linear, Cosine, but is 7" },
        { new() { ActiveNeurons = -1 }, "active neurons must be at least 0, but is -1" },
        { new() { HashedShare = 1.5 }, "hashed share must be between 0 and 1, but is 1.5" },
        { new() { HashedShare = double.NaN }, "hashed share must be between 0 and 1, but is NaN" },
        { new() { HashesPerTable = 31 }, "hashes per table must be between 1 and 30 for SimHash, but is 31" },
        { new() { Hash = HashKind.Dwta, HashesPerTable = 19 }, "hashes per table must be between 1 and 18 for Dwta, but is 19" },
        { new() { Hash = HashKind.MinHash, HashesPerTable = 19 }, "hashes per table must be between 1 and 18 for MinHash, but is 19" },
        {
            new() { Hash = HashKind.CrossPolytope, HashesPerTable = 10 },
            "hashes per table must be between 1 and 9 for CrossPolytope, but is 10"
        },
        { new() { TableCount = 0 }, "tables must be between 1 and 4096, but is 0" },
        { new() { BucketCapacity = 0 }, "bucket capacity must be positive, but is 0" },
        { new() { RebuildInterval = 0.5 }, "rebuild interval must be at least 1 batch, but is 0.5" },
        { new() { RebuildGrowth = -0.1 }, "rebuild growth must be at least 0, but is -0.1" },
        { new() { BucketPolicy = (BucketPolicy)7 }, "bucket policy must be one of Reservoir, Fifo, but is 7" },
        { new() { Selection = (CandidateSelection)7 }, "selection must be one of MostFrequent, Vanilla, HardThreshold, but is 7" },
        { new() { MinHits = 0 }, "min hits must be between 1 and the 50 tables, but is 0" },
        {
            new() { MinHits = 4, TableCount = 3, Selection = CandidateSelection.HardThreshold },
            "min hits must be between 1 and the 3 tables, but is 4"
        },
        { new() { Rehash = (RehashKind)7 }, "rehash must be one of Exponential, Drift, Touched, but is 7" },
        { new() { RehashInterval = 0 }, "rehash interval must be positive, but is 0" },
        { new() { DriftThreshold = 1.1 }, "drift threshold must be between 0 and 1, but is 1.1" },
        { new() { DriftThreshold = double.NaN }, "drift threshold must be between 0 and 1, but is NaN" },
        { new() { LearningRate = 0 }, "learning rate must be positive, but is 0" },
        { new() { LearningRate = float.NaN }, "learning rate must be positive, but is NaN" },
        { new() { EmbeddingRate = 0 }, "embedding rate must be positive, but is 0" },
        { new() { LinearRate = 0 }, "linear rate must be positive, but is 0" },
        { new() { BatchSize = 0 }, "batch size must be between 1 and 65536, but is 0" },
        { new() { Epochs = 0 }, "epochs must be positive, but is 0" },
        { new() { InputDropout = 1 }, "input dropout must be at least 0 and below 1, but is 1" },
        { new() { HiddenDropout = -0.5f }, "hidden dropout must be at least 0 and below 1, but is -0.5" },
        { new() { EmbeddingDeviation = 0 }, "embedding deviation must be positive, but is 0" },
        { new() { OutputDeviation = -1 }, "output deviation must be at least 0, but is -1" },
        { new() { OutputBias = float.NegativeInfinity }, "output bias must be finite, but is -Infinity" },
        { new() { Threads = 0 }, "threads must be between 1 and 1024, but is 0" },
    };

    [Theory]
    [MemberData(nameof(Senseless), DisableDiscoveryEnumeration = true)]
    public void ASenselessOptionIsNamedWithItsValueAndWhatItMustBe(TrainingOptions options, string message)
    {
        DatasetSummary data = DatasetSummary.Of(TestData.Separable());
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => options.Resolve(data)).Message);
    }

    [Fact]
    public void DefaultsAreValidForDataOfAnyShape()
    {
        foreach (int labels in (int[])[1, 2, 7, 100, 2048, 2049, 70_000, 3_000_000])
        {
            foreach (int points in (int[])[1, 50, 10_001])
            {
                foreach (float value in (float[])[1, 3, 0.25f])
                {
                    DatasetSummary data = DatasetSummary.Of(Shaped(points, labels, value));
                    foreach (TrainingOptions options in Choices())
                    {
                        TrainingRecipe recipe = options.Resolve(data);
                        RecipeValidation.Check(recipe);
                        LossKind loss = recipe.Sharing == ActiveSharing.Batch ? LossKind.SampledSoftmax : LossKind.SquaredHinge;
                        Assert.Equal(options.Loss ?? loss, recipe.Loss);
                    }
                }
            }
        }
    }

    [Fact]
    public void ThereAreThreeNetworksWhereTrainingIsQuickAndTheyCanBeMerged()
    {
        DatasetSummary quick = DatasetSummary.Of(Texts(2_000, 3_000));
        TrainingRecipe recipe = new TrainingOptions().Resolve(quick);
        Assert.Equal((3, 3 * 1024, SamplerKind.Full), (recipe.Ensemble, recipe.HiddenSizes.Single(), recipe.Sampler));
        TrainingOptions[] single =
        [
            new() { HiddenSizes = [64, 64] }, new() { Activation = HiddenActivation.Mixed }, new() { Sharing = ActiveSharing.Sample },
            new() { ShuffleBuffer = 500 }, new() { Checkpoints = new() { Folder = "folder" } }, new() { Ensemble = 1 },
        ];
        Assert.All(single, options => Assert.Equal(1, options.Resolve(quick).Ensemble));
        Assert.Equal(1, new TrainingOptions().Resolve(DatasetSummary.Of(Texts(1_999, 3_000))).Ensemble);
        Assert.Equal(3, new TrainingOptions().Resolve(DatasetSummary.Of(Texts(2_000, 32_768))).Ensemble);
        Assert.Equal(1, new TrainingOptions().Resolve(DatasetSummary.Of(Texts(2_000, 32_769))).Ensemble);
    }

    [Fact]
    public void NamesWantRandomNeuronsAndProbabilities()
    {
        TrainingRecipe recipe = new TrainingOptions().Resolve(DatasetSummary.Of(Names(3_000, 3_000)));
        Assert.Equal((SamplerKind.Uniform, LossKind.SampledSoftmax), (recipe.Sampler, recipe.Loss));
    }

    [Theory]
    [InlineData(5_000, SamplerKind.Full)]
    [InlineData(5_001, SamplerKind.Lsh)]
    public void TheExactLayerIsTakenWhileItCostsLittleMore(int labels, SamplerKind sampler) =>
        Assert.Equal(sampler, new TrainingOptions().Resolve(DatasetSummary.Of(Texts(3_000, labels))).Sampler);

    [Theory]
    [InlineData(9_999, null, 1024, 0.4f)]
    [InlineData(9_999, 512, 512, 0.2f)]
    [InlineData(10_000, null, 512, 0)]
    public void LittleDataHaveManyUnitsOfWhichManyAreDropped(int points, int? hidden, int units, float dropout)
    {
        TrainingOptions options = new() { HiddenSizes = hidden is { } size ? [size] : null, Ensemble = 1 };
        TrainingRecipe recipe = options.Resolve(DatasetSummary.Of(Texts(points, 100)));
        Assert.Equal((units, dropout), (recipe.HiddenSizes.Single(), recipe.HiddenDropout));
    }

    [Theory]
    [InlineData(2_000, 20_000, 3)]
    [InlineData(300_000, 60_000, 3)]
    [InlineData(1_999, 20_000, 1)]
    [InlineData(300_001, 60_000, 1)]
    [InlineData(100_000, 70_000, 1)]
    public void NamesThatAreFewHaveThreeNetworksUpToMoreLabelsThanTexts(int points, int labels, int networks) =>
        Assert.Equal(networks, new TrainingOptions().Resolve(DatasetSummary.Of(Names(points, labels))).Ensemble);

    [Theory]
    [InlineData(10_000, 30_000, 0.2f)]
    [InlineData(10_000, 40_000, 1)]
    [InlineData(9_999, 30_000, 1)]
    public void TheFirstLayerTakesSmallStepsWhereThereAreEnoughOfThem(int points, int labels, float rate) =>
        Assert.Equal(rate, new TrainingOptions().Resolve(DatasetSummary.Of(Texts(points, labels))).EmbeddingRate);

    [Fact]
    public void HashFunctionsAreLearnedOnlyIfSomethingAsksForIt()
    {
        DatasetSummary data = DatasetSummary.Of(Shaped(5, 70_000, 1));
        TrainingOptions options = new() { Sampler = SamplerKind.Lsh };
        Assert.Equal(HashKind.SimHash, options.Resolve(data).Hash);
        Assert.Equal(HashKind.SimHash, (options with { LearningSteps = 0 }).Resolve(data).Hash);
        Assert.Equal(HashKind.Learned, (options with { LearningSteps = 1 }).Resolve(data).Hash);
        Assert.Equal(HashKind.Learned, (options with { HashLoss = Lsh.HashLoss.Triplet }).Resolve(data).Hash);
        Assert.Equal(HashKind.Dwta, (options with { Hash = HashKind.Dwta, LearningSteps = 1 }).Resolve(data).Hash);
    }

    public static TheoryData<HashKind> Families => [.. Enum.GetValues<HashKind>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void TheMostHashFunctionsThatARecipeMayHaveCanBeDrawn(HashKind hash)
    {
        int most = Enumerable.Range(1, 60).TakeWhile(count =>
            Record.Exception(() => RecipeValidation.Check(TestRecipes.Plain with { Hash = hash, HashesPerTable = count })) is null).Last();
        Assert.InRange(most, 9, 30);
        using OutputLayer layer = new(40, 10);
        using var index = (Lsh.LshIndex)Samplers.CreateIndex(IndexKind.Tables, TestRecipes.Plain with { Hash = hash, HashesPerTable = most }, layer);
        Assert.Equal(10, index.TableCount);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void AFamilyIsTheSameAfterBeingWrittenAndRead(HashKind hash)
    {
        string json = JsonSerializer.Serialize(TestRecipes.Plain with { Hash = hash }, RecipeJson.Default.TrainingRecipe);
        Assert.Contains($"\"{hash}\"", json, StringComparison.Ordinal);
        Assert.Equal(hash, JsonSerializer.Deserialize(json, RecipeJson.Default.TrainingRecipe)!.Hash);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void DefaultHashFunctionsCanBeDrawnForAnyNumberOfLabels(HashKind hash)
    {
        foreach (int labels in (int[])[1, 2, 7, 100, 2049, 70_000])
        {
            TrainingRecipe recipe =
                new TrainingOptions { Hash = hash, HiddenSize = 8, TableCount = 2 }.Resolve(DatasetSummary.Of(Shaped(5, labels, 1)));
            using OutputLayer layer = new(8, labels);
            using Lsh.INeuronIndex index = Samplers.CreateIndex(IndexKind.Tables, recipe, layer);
            Assert.Equal(labels, index.RowCount);
        }
    }

    [Fact]
    public void ARecipeWrittenBeforeThereWasAChoiceOfIndexHasTables()
    {
        TrainingRecipe recipe = TestRecipes.Plain with { Index = IndexKind.InvertedFile };
        string json = JsonSerializer.Serialize(recipe, RecipeJson.Default.TrainingRecipe);
        Assert.Equal(IndexKind.InvertedFile, JsonSerializer.Deserialize(json, RecipeJson.Default.TrainingRecipe)!.Index);

        string older = json.Replace("\"index\":\"InvertedFile\",", "", StringComparison.Ordinal);
        Assert.NotEqual(json, older);
        Assert.Equal(IndexKind.Tables, JsonSerializer.Deserialize(older, RecipeJson.Default.TrainingRecipe)!.Index);
    }

    [Fact]
    public void GivenOptionsAreTaken()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Sample, LossKind.Logistic) with
        {
            Seed = 9,
            Optimizer = OptimizerKind.Adam,
            Schedule = LearningRateSchedule.Cosine,
        };
        TrainingRecipe recipe = options.Resolve(DatasetSummary.Of(TestData.Separable()));
        Assert.Equal(
            (SamplerKind.Uniform, ActiveSharing.Sample, LossKind.Logistic, 20, 9ul, OptimizerKind.Adam, LearningRateSchedule.Cosine),
            (recipe.Sampler, recipe.Sharing, recipe.Loss, recipe.ActiveNeurons, recipe.Seed, recipe.Optimizer, recipe.Schedule));
        Assert.Equal([16], recipe.HiddenSizes);
    }

    private static IEnumerable<TrainingOptions> Choices() =>
        from loss in (LossKind?[])[null, .. Enum.GetValues<LossKind>()]
        from sampler in (SamplerKind?[])[null, .. Enum.GetValues<SamplerKind>()]
        from sharing in (ActiveSharing?[])[null, .. Enum.GetValues<ActiveSharing>()]
        from hash in (HashKind?[])[null, .. Enum.GetValues<HashKind>()]
        select new TrainingOptions { Loss = loss, Sampler = sampler, Sharing = sharing, Hash = hash };

    private static Dataset Shaped(int points, int labels, float value)
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
            builder.Add([i % 11], [value], [i % labels]);
        return builder.Build(labelCount: labels);
    }
    /// <summary>Points of five features.</summary>
    private static Dataset Texts(int points, int labels)
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
            builder.Add([i % 11, 11, 12, 13, 14], [1, 1, 2, 1, 1], [i % labels]);
        return builder.Build(labelCount: labels);
    }

    private static Dataset Names(int points, int labels)
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
            builder.Add([i % 50], [1], [i % labels]);
        return builder.Build(labelCount: labels);
    }
}
