using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

/// <summary>Codes that training makes, a model file keeps and search goes by.</summary>
public sealed class LabelCodesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(LabelCodes.FewestLabels, true)]
    [InlineData(LabelCodes.FewestLabels - 1, false)]
    public void TrainingAndTrainingOnMakeThemIfThereAreEnoughLabels(int labels, bool expected)
    {
        Dataset data = TestData.Separable(labelCount: labels);
        using ExtremeClassifier model = ExtremeClassifier.Train(data, Options() with { Epochs = 1 });
        Assert.Equal(expected, model.HasCodes);
        using ExtremeClassifier further = model.Continue(data, new TrainingOptions { Epochs = 1 });
        Assert.Equal(expected, further.HasCodes);
        if (expected)
            Assert.NotEqual(model.Codes!.WeightChecksum, further.Codes!.WeightChecksum);
        // Stale ones would be refused.
        further.Save(Path);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        Assert.Equal(expected, loaded.HasCodes);
    }

    [Fact]
    public void AnEnsembleHasThoseOfTheMergedRows()
    {
        Dataset data = TestData.Separable(labelCount: LabelCodes.FewestLabels);
        using ExtremeClassifier model = ExtremeClassifier.Train(data, Options() with { Epochs = 1, Ensemble = 2 });
        model.Save(Path);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        Assert.True(loaded.HasCodes);
    }

    [Theory]
    [InlineData(16, WeightPrecision.Single)]
    [InlineData(16, WeightPrecision.BFloat16)]
    [InlineData(9, WeightPrecision.Single)]
    [InlineData(33, WeightPrecision.BFloat16, true)]
    public void LoadedAndOpenedModelsFindWhatTheTrainedOneFinds(int hidden, WeightPrecision precision, bool linearPath = false)
    {
        Dataset test = TestData.Separable(100, seed: 2);
        using ExtremeClassifier model = Train(hidden, precision, linearPath);
        model.Save(Path);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        opened.Verify(TestContext.Current.CancellationToken);
        using HashedRetrieval own = HashedRetrieval.Build(model, test, candidates: 8);
        // The points are not looked at: the codes know the mean.
        using HashedRetrieval read = HashedRetrieval.Build(loaded, new DatasetBuilder().Build(), candidates: 8);
        using HashedRetrieval mapped = HashedRetrieval.Build(opened, new DatasetBuilder().Build(), candidates: 8);
        Assert.Equal((true, true, true), (own.IsStored, read.IsStored, mapped.IsStored));
        Assert.Equal(Candidates(model, own, test), Candidates(loaded, read, test));
        Assert.Equal(Candidates(model, own, test), Candidates(opened, mapped, test));
        Assert.Equal(model.Predict(test, 3, retrieval: own), loaded.Predict(test, 3, retrieval: read));
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(test, 3, retrieval: own);
        IReadOnlyList<IReadOnlyList<Prediction>> actual = opened.Predict(test, 3, retrieval: mapped);
        for (int point = 0; point < test.Count; point++)
        {
            Assert.Equal(expected[point].Select(label => label.Label), actual[point].Select(label => label.Label));
            // Dot products add the bias in another place.
            Assert.All(expected[point].Zip(actual[point]), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f));
        }
    }

    [Fact]
    public void CodesFindWhatAnIndexBuiltOfTheSamePointsFinds()
    {
        Dataset train = TestData.Separable();
        using ExtremeClassifier model = Train(24, WeightPrecision.Single);
        using HashedRetrieval stored = HashedRetrieval.Build(model, train, candidates: 8);
        model.Codes = null;
        using HashedRetrieval built = HashedRetrieval.Build(model, train, candidates: 8);
        Assert.Equal((true, false), (stored.IsStored, built.IsStored));
        Assert.Equal(Candidates(model, built, train), Candidates(model, stored, train));
        stored.Index.Dispose();
    }

    [Fact]
    public void SearchEndsAndTheModelKeepsItsCodes()
    {
        Dataset test = TestData.Separable(10, seed: 2);
        using ExtremeClassifier model = Train(16, WeightPrecision.Single);
        IReadOnlyList<Prediction>[] answers = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 8);
            return model.Predict(test, 3, retrieval: retrieval)[7];
        })];
        Assert.Equal(answers[0], answers[1]);
    }

    [Theory]
    [InlineData(WeightPrecision.Single)]
    [InlineData(WeightPrecision.BFloat16)]
    public void AModelIsSavedWithThemAsItWas(WeightPrecision precision)
    {
        Train(16, precision).SaveAndDispose(Path);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        loaded.Save(folder.File("loaded"));
        opened.Save(folder.File("opened"));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(folder.File("loaded")));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(folder.File("opened")));
    }

    [Fact]
    public void OtherIndexesOverAnOpenedModelAreRefused()
    {
        Train(16, WeightPrecision.Single).SaveAndDispose(Path);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        Dataset test = TestData.Separable(10, seed: 2);
        Assert.Throws<ArgumentException>(() => HashedRetrieval.Build(opened, test, index: IndexKind.Tables));
        using HashedRetrieval retrieval = HashedRetrieval.Build(opened, test, candidates: 8);
        Assert.Throws<InvalidOperationException>(() => retrieval.MeasureRecall(test));
        Assert.InRange(retrieval.MeasureLabelRecall(test).Recall, 0.5, 1);
        using WorkerTeam team = new(1);
        using WeightMatrix rows = new(retrieval.Index.RowCount, retrieval.Index.Dimension);
        Assert.Throws<InvalidOperationException>(() => retrieval.Index.Rebuild(rows, default, team));
    }

    [Fact]
    public void ALearnedHashsMeanIsTheirsToo()
    {
        using ExtremeClassifier model = Train(16, WeightPrecision.Single, hash: HashKind.Learned);
        model.Save(Path);
        using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
        Assert.Equal(model.Hash!.MeanQuery, opened.Hash!.MeanQuery);
        Assert.Equal(model.Hash!.MeanQuery, opened.Codes!.Index.MeanQuery.ToArray());
    }

    private static int[][] Candidates(ExtremeClassifier model, HashedRetrieval retrieval, Dataset points)
    {
        using RowMatrix queries = HiddenQueries.Of(model.Network, model.Weighting, points, points.Count);
        return IndexRecall.Best(retrieval.Index, queries, retrieval.Candidates);
    }

    private static TrainingOptions Options() => TestRecipes.Options(SamplerKind.Uniform, ActiveSharing.Batch);

    /// <summary>A small model with codes, which it would not be given by itself.</summary>
    private static ExtremeClassifier Train(
        int hidden, WeightPrecision precision, bool linearPath = false, HashKind hash = HashKind.SimHash) =>
        CodedModels.Train(Options() with { HiddenSize = hidden, Precision = precision, LinearPath = linearPath, Hash = hash });
}
