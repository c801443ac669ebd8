using Glissade.Layers;

namespace Glissade.Tests;

/// <summary>Single points by an index, in a caller's memory.</summary>
public sealed class HashedPredictTests
{
    public static TheoryData<IndexKind> Kinds => [.. Enum.GetValues<IndexKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SinglePointsGiveWhatDataSetsAndStreamsGive(IndexKind kind)
    {
        Dataset test = TestData.Separable(40, seed: 2);
        using ExtremeClassifier model = Train(linearPath: false);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 6, index: kind);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(test, 3, retrieval: retrieval);
        IReadOnlyList<Prediction>[] streamed = [.. model.PredictStream(
            Enumerable.Range(0, test.Count).Select(point => new SparsePoint(
                test.Features(point).Ids.ToArray(), test.Features(point).Values.ToArray())), 3, retrieval: retrieval)];
        Prediction[] room = new Prediction[3];
        for (int point = 0; point < test.Count; point++)
        {
            int count = model.Predict(test.Features(point), retrieval, room);
            Assert.Equal(expected[point], room[..count]);
            Assert.Equal(expected[point], streamed[point]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AsManyCandidatesAsLabelsAreTheExactSearchBitForBit(bool linearPath)
    {
        Dataset test = TestData.Separable(40, seed: 2);
        using ExtremeClassifier model = Train(linearPath);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: model.LabelCount);
        IReadOnlyList<IReadOnlyList<Prediction>> exact = model.Predict(test, 5);
        Assert.Equal(exact, model.Predict(test, 5, retrieval: retrieval));
        Prediction[] room = new Prediction[5];
        Assert.Equal(5, model.Predict(test.Features(7), retrieval, room));
        Assert.Equal(exact[7], room);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NothingIsAllocatedOnceTheScratchHasGrown(IndexKind kind)
    {
        Dataset test = TestData.Separable(40, seed: 2);
        using ExtremeClassifier model = Train(linearPath: true);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 6, index: kind);
        Prediction[] room = new Prediction[3];
        for (int point = 0; point < test.Count; point++)
            model.Predict(test.Features(point), retrieval, room);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int point = 0; point < test.Count; point++)
            model.Predict(test.Features(point), retrieval, room);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ManyThreadsGetTheSameAnswers()
    {
        Dataset test = TestData.Separable(200, seed: 2);
        using ExtremeClassifier model = Train(linearPath: true);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 6);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(test, 3, retrieval: retrieval);
        Parallel.For(0, 4 * test.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            Prediction[] room = new Prediction[3];
            int count = model.Predict(test.Features(i % test.Count), retrieval, room);
            Assert.Equal(expected[i % test.Count], room[..count]);
        });
    }

    [Fact]
    public void LabelsThatOnlyTheLinearPathKnowsAreFound()
    {
        Dataset test = TestData.Separable(200, seed: 2);
        TrainingOptions options = TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Batch) with
        {
            LearningRate = 1e-9f,
            LinearPath = true,
            LinearRate = 0.2f,
            Epochs = 10,
        };
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 1);
        Assert.InRange(model.Evaluate(test, retrieval: retrieval).PrecisionAt(1), 0.95, 1);
    }

    [Fact]
    public void ASavedModelsIndexGivesTheSameAnswers()
    {
        Dataset test = TestData.Separable(40, seed: 2);
        using TemporaryFolder folder = new();
        using ExtremeClassifier model = Train(linearPath: true);
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        using HashedRetrieval before = HashedRetrieval.Build(model, test, candidates: 6);
        using HashedRetrieval after = HashedRetrieval.Build(loaded, test, candidates: 6);
        Assert.Equal(model.Predict(test, 3, retrieval: before), loaded.Predict(test, 3, retrieval: after));
    }

    [Fact]
    public void AnIndexOfAnotherModelIsRefusedAndNoRoomIsNoAnswer()
    {
        Dataset test = TestData.Separable(5, seed: 2);
        using ExtremeClassifier model = Train(linearPath: false);
        using ExtremeClassifier other = Train(linearPath: false);
        using HashedRetrieval foreign = HashedRetrieval.Build(other, test, candidates: 6);
        using HashedRetrieval own = HashedRetrieval.Build(model, test, candidates: 6);
        Assert.Throws<ArgumentException>(() => model.Predict(test.Features(0), foreign, new Prediction[3]));
        Assert.Equal(0, model.Predict(test.Features(0), own, []));
    }

    private static ExtremeClassifier Train(bool linearPath) => ExtremeClassifier.Train(
        TestData.Separable(),
        TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with { RebuildInterval = 5, Epochs = 3, LinearPath = linearPath });
}
