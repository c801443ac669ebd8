using Glissade.Lsh;

namespace Glissade.Tests;

public sealed class HashedScanTests : IDisposable
{
    private readonly Dataset test;
    private readonly ExtremeClassifier model;

    public HashedScanTests()
    {
        (Dataset train, test) = SyntheticDataset.Generate(new SyntheticOptions
        {
            FeatureCount = 300,
            LabelCount = 80,
            TrainCount = 500,
            TestCount = 120,
            FeatureDrawsPerPoint = 20,
            LabelsPerPoint = 2,
        });
        // Two buckets in each of very many tables: whatever is not the query's very opposite shares one with it.
        TrainingOptions options = new() { HiddenSize = 16, Epochs = 2, Threads = 1, HashesPerTable = 1, TableCount = 1000 };
        model = ExtremeClassifier.Train(train, options, cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose() => model.Dispose();

    [Fact]
    public void WithEveryLabelAmongTheCandidatesItIsTheExactSearch()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: int.MaxValue, threads: 2, index: IndexKind.Tables);
        IReadOnlyList<IReadOnlyList<Prediction>> exact = model.Predict(test, 7, cancellation: TestContext.Current.CancellationToken);
        IReadOnlyList<IReadOnlyList<Prediction>> hashed =
            model.Predict(test, 7, 2, tables, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1, tables.MeasureRecall(test).Recall);
        for (int point = 0; point < test.Count; point++)
        {
            Assert.Equal(7, hashed[point].Count);
            for (int rank = 0; rank < 7; rank++)
            {
                // Sums in another order may put near-equal labels in another order, but not far apart.
                Assert.Equal(exact[point][rank].Score, hashed[point][rank].Score, 1e-4f);
            }
            Assert.Equal(exact[point][0].Label, hashed[point][0].Label);
        }
    }

    [Fact]
    public void FiguresOfTheExactSearchAreReached()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: model.LabelCount);
        EvaluationReport exact = model.Evaluate(test, cancellation: TestContext.Current.CancellationToken);
        EvaluationReport hashed = model.Evaluate(test, retrieval: tables, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(exact.Points, hashed.Points);
        Assert.Equal(exact.Precision, hashed.Precision);
        Assert.Equal(exact.PropensityScoredPrecision!, hashed.PropensityScoredPrecision!);
    }

    [Fact]
    public void ScoresAreExactWhateverTheCandidates()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: 5, index: IndexKind.Tables);
        IReadOnlyList<IReadOnlyList<Prediction>> hashed =
            model.Predict(test, 10, retrieval: tables, cancellation: TestContext.Current.CancellationToken);
        float[] scores = new float[model.LabelCount];

        for (int point = 0; point < test.Count; point++)
        {
            model.ScoreAll(test.Features(point), scores);
            Assert.InRange(hashed[point].Count, 1, 5);
            Assert.All(hashed[point], prediction => Assert.Equal(scores[prediction.Label], prediction.Score, 1e-4f));
            Assert.Equal(hashed[point].OrderByDescending(prediction => prediction.Score), hashed[point]);
        }
    }

    [Fact]
    public void TablesOfAnotherModelAreRefused()
    {
        using ExtremeClassifier other = ExtremeClassifier.Train(
            test, new TrainingOptions { HiddenSize = 8, Epochs = 1 }, cancellation: TestContext.Current.CancellationToken);
        using HashedRetrieval tables = HashedRetrieval.Build(other, test);

        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentException>(() => model.Evaluate(test, retrieval: tables, cancellation: cancellation));
        Assert.Throws<ArgumentException>(() => model.Predict(test, retrieval: tables, cancellation: cancellation));
    }

    [Fact]
    public void TrueLabelsAmongAllLabelsAreFoundAndAmongFewAreAsManyAsRankingFinds()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test, candidates: int.MaxValue, index: IndexKind.Tables);
        Assert.Equal(1, tables.MeasureLabelRecall(test).Recall);
        IndexRecall few = tables.MeasureLabelRecall(test, candidates: 5);
        Assert.Equal((test.Count, 5.0), (few.Queries, few.MeanCandidates));
        Assert.InRange(few.Recall, 0.01, 0.99);
    }

    [Fact]
    public void LabelsThatTheModelLacksAreRefused()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, test);
        DatasetBuilder builder = new();
        builder.Add([0], [1f], [model.LabelCount]);
        Assert.Throws<ArgumentException>(() => tables.MeasureLabelRecall(builder.Build()));
    }

    [Fact]
    public void SampleMayBeEmpty()
    {
        using HashedRetrieval tables = HashedRetrieval.Build(model, new DatasetBuilder().Build(), index: IndexKind.Tables);

        Assert.InRange(tables.MeasureRecall(test, topK: 1, candidates: 40).Recall, 0.5, 1);
    }

    [Fact]
    public void CandidatesMustBePositive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HashedRetrieval.Build(model, test, candidates: 0));
}
