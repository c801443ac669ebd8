using Glissade.Layers;

namespace Glissade.Tests;

public sealed class LinearPathTrainingTests
{
    public static TheoryData<SamplerKind, ActiveSharing> SamplersAndSharings =>
        new MatrixTheoryData<SamplerKind, ActiveSharing>(Enum.GetValues<SamplerKind>(), Enum.GetValues<ActiveSharing>());

    [Fact]
    public void BesideANetworkThatLearnsNothingItFindsTheLabels()
    {
        TrainingOptions options = Options(SamplerKind.Uniform, ActiveSharing.Batch) with { LearningRate = 1e-9f, LinearRate = 0.2f, Epochs = 10 };
        Dataset test = TestData.Separable(300, seed: 2);
        using ExtremeClassifier without = ExtremeClassifier.Train(TestData.Separable(), options with { LinearPath = false });
        using ExtremeClassifier with = ExtremeClassifier.Train(TestData.Separable(), options);
        Assert.InRange(without.Evaluate(test, threads: 1).PrecisionAt(1), 0, 0.2);
        Assert.InRange(with.Evaluate(test, threads: 1).PrecisionAt(1), 0.95, 1);
        Assert.True(with.ParameterCount > without.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void TheNetworkBesideItIsTheSame(SamplerKind sampler, ActiveSharing sharing)
    {
        // One batch: the path draws from the batch's random stream after the network has.
        TrainingOptions options = Options(sampler, sharing) with { Epochs = 1 };
        Dataset data = TestData.Separable(16);
        using ExtremeClassifier without = ExtremeClassifier.Train(data, options with { LinearPath = false });
        using ExtremeClassifier with = ExtremeClassifier.Train(data, options);
        for (int label = 0; label < TestData.LabelCount; label++)
            Assert.Equal(without.Network.Output.Weights.Row(label).ToArray(), with.Network.Output.Weights.Row(label).ToArray());
        Assert.Contains(with.Network.Linear!.AllWeights.ToArray(), weight => weight != 0);
    }

    [Theory]
    [MemberData(nameof(SamplersAndSharings))]
    public void DeterministicUpdatesGiveOneModelWhateverTheThreads(SamplerKind sampler, ActiveSharing sharing)
    {
        using TemporaryFolder folder = new();
        byte[][] files = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            TrainingOptions options = Options(sampler, sharing) with { Deterministic = true, Threads = threads, InputDropout = 0.1f };
            using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
            model.Save(folder.File($"{threads}"));
            return File.ReadAllBytes(folder.File($"{threads}"));
        })];
        Assert.True(files[0].AsSpan().SequenceEqual(files[1]) && files[0].AsSpan().SequenceEqual(files[2]), "the files differ");
    }

    [Fact]
    public void AllWaysToScoreAgree()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(SamplerKind.Lsh, ActiveSharing.Batch));
        Dataset test = TestData.Separable(50, seed: 4);
        using HashedRetrieval every = HashedRetrieval.Build(model, test, candidates: int.MaxValue, threads: 1);
        IReadOnlyList<IReadOnlyList<Prediction>> exact = model.Predict(test, 3);
        IReadOnlyList<IReadOnlyList<Prediction>> hashed = model.Predict(test, 3, retrieval: every);
        float[] scores = new float[model.LabelCount];
        int[] labels = [3, 0, 2];
        float[] some = new float[labels.Length];
        Prediction[] among = new Prediction[labels.Length];
        for (int point = 0; point < test.Count; point++)
        {
            model.ScoreAll(test.Features(point), scores);
            model.Score(test.Features(point), labels, some);
            for (int i = 0; i < labels.Length; i++)
                Assert.Equal(scores[labels[i]], some[i], 1e-4f);
            Assert.Equal(labels.Length, model.Predict(test.Features(point), labels, among));
            Assert.Equal(labels.Max(label => scores[label]), among[0].Score, 1e-4f);
            Assert.Equal(exact[point], model.Predict(test.Features(point), 3));
            foreach (Prediction prediction in (Prediction[])[.. exact[point], .. hashed[point]])
                Assert.Equal(scores[prediction.Label], prediction.Score, 1e-4f);
            Assert.Equal(scores.Max(), exact[point][0].Score, 1e-4f);
        }
    }

    [Fact]
    public void ALoadedModelScoresAsTheSavedOne()
    {
        using TemporaryFolder folder = new();
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(SamplerKind.Full, ActiveSharing.Batch));
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Dataset test = TestData.Separable(50, seed: 4);
        Assert.Equal(model.Predict(test), loaded.Predict(test));
        loaded.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(folder.File("model")), File.ReadAllBytes(folder.File("again")));
    }

    [Fact]
    public void ItIsNotLeftOutOfAnOnnxFileUnsaid()
    {
        using TemporaryFolder folder = new();
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options(SamplerKind.Full, ActiveSharing.Batch));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => model.ExportOnnx(folder.File("model.onnx")));
        Assert.Contains("--linear-path false", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("model.onnx")));
    }

    [Theory]
    [InlineData("no tensors", "linear.offsets")]
    [InlineData("descending offsets", "linear.offsets")]
    [InlineData("too few labels", "linear.labels")]
    [InlineData("label beyond the last", "label 5 after")]
    [InlineData("labels not ascending", "label 1 after 1")]
    public void ALinearPathThatDoesNotFitIsRefused(string damage, string inMessage)
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = new() { Recipe = ModelFileParts.SmallRecipe with { LinearPath = true } };
        string path = folder.File("model");
        (int features, int labels) = ((int)parts.Floats["embedding.weight"][0], (int)parts.Floats["output.weight"][0]);
        parts.Further = writer =>
        {
            if (damage == "no tensors")
                return;
            long[] offsets = [0, .. Enumerable.Repeat(2L, features)];
            if (damage == "descending offsets")
                offsets[1] = 5;
            int[] pairLabels = damage switch
            {
                "too few labels" => [1],
                "label beyond the last" => [1, labels],
                "labels not ascending" => [1, 1],
                _ => [1, 2],
            };
            writer.Add("linear.offsets", TensorType.Int64, [offsets.Length], TensorSource.Elements<long>(offsets));
            writer.Add("linear.labels", TensorType.Int32, [pairLabels.Length], TensorSource.Elements<int>(pairLabels));
            writer.Add("linear.weight", TensorType.Float32, [2], TensorSource.Elements<float>(new float[2]));
            writer.Add("linear.bias", TensorType.Float32, [labels], TensorSource.Elements<float>(new float[labels]));
        };
        parts.Save(path);
        DataFormatException exception = Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(path));
        Assert.Contains(inMessage, exception.Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(SamplerKind sampler, ActiveSharing sharing) =>
        TestRecipes.Options(sampler, sharing) with { LinearPath = true };
}
