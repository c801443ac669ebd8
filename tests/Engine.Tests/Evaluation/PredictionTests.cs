using Glissade.Layers;

namespace Glissade.Tests;

public sealed class PredictionTests
{
    private static readonly TrainingOptions Options =
        TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with { HiddenSizes = [16, 9] };

    [Fact]
    public void OnePointIsPredictedAsInABatchOnAnyNumberOfThreads()
    {
        Dataset test = TestData.Separable(300, seed: 2);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options);
        IReadOnlyList<IReadOnlyList<Prediction>> single =
            [.. Enumerable.Range(0, test.Count).Select(point => model.Predict(test.Features(point)))];
        foreach (int threads in (int[])[1, 3])
            Assert.Equal(single, model.Predict(test, threads: threads));
    }

    [Fact]
    public void PredictingFromManyThreadsAtOnceGivesTheSame()
    {
        Dataset test = TestData.Separable(60, seed: 2);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(test, threads: 1);
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            i => Assert.Equal(expected[i % 60], model.Predict(test.Features(i % 60))));
    }

    [Fact]
    public void MoreLabelsThanThereAreGivesAllBestFirst()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options);
        SparseVector features = TestData.Separable().Features(7);
        IReadOnlyList<Prediction> all = model.Predict(features, topK: 1000);
        Assert.Equal(Enumerable.Range(0, TestData.LabelCount), all.Select(prediction => prediction.Label).Order());
        Assert.Equal(all.OrderByDescending(prediction => prediction.Score).ThenBy(prediction => prediction.Label), all);
        float[] scores = new float[TestData.LabelCount];
        model.ScoreAll(features, scores);
        Assert.All(all, prediction => Assert.Equal(prediction.Score, scores[prediction.Label], 1e-4f));
    }

    [Fact]
    public void APointWithoutFeaturesIsAnsweredFromTheBiases()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options);
        Assert.Equal(5, model.Predict(new SparseVector([], [])).Count);
    }

    [Fact]
    public void WhatDoesNotFitTheModelIsRefused()
    {
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), Options);
        int features = model.FeatureCount;
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new SparseVector([features], [1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new SparseVector([-1], [1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new SparseVector([0], [1]), topK: 0));
        Assert.Throws<ArgumentException>(() => model.ScoreAll(new SparseVector([0], [1]), new float[3]));
        DatasetBuilder wider = new();
        wider.Add([features], [1], [0]);
        Assert.Throws<ArgumentException>(() => model.Predict(wider.Build()));
        Assert.Throws<ArgumentException>(() => model.Evaluate(wider.Build()));
        DatasetBuilder deeper = new();
        deeper.Add([0], [1], [model.LabelCount]);
        Assert.Throws<ArgumentException>(() => model.Evaluate(deeper.Build()));
    }
}
