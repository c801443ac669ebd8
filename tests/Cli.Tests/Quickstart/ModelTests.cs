using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public class ModelTests
{
    [Fact]
    public void TopScoresAreBestFirstAndTheFirstOfEquals()
    {
        int[] positions = new int[4];
        float[] best = new float[4];
        Assert.Equal(4, TopScores.Select([1, 5, float.NaN, 5, -2, 3, 0], positions, best));
        Assert.Equal([1, 3, 5, 0], positions);
        Assert.Equal([5f, 5f, 3f, 1f], best);
    }

    [Fact]
    public void FewerScoresThanAskedLeaveNone()
    {
        int[] positions = new int[3];
        Assert.Equal(1, TopScores.Select([7], positions, new float[3]));
        Assert.Equal([0, -1, -1], positions);
    }

    [Fact]
    public void MostFrequentLabelsAreCounted()
    {
        int[] labels = new int[2];
        new MostFrequentLabels(Train()).PredictTop(default, labels, new float[2]);
        Assert.Equal([2, 0], labels);
    }

    [Fact]
    public void NearestNeighbourIsTheOneWithTheRareFeature()
    {
        NearestNeighbours model = new(Train());
        int[] labels = new int[2];
        model.PredictTop(new SparseVector([0, 2], [1, 1]), labels, new float[2]);
        Assert.Equal(1, labels[0]);
        float[] scores = new float[3];
        model.ScoreAll(new SparseVector([2], [1]), scores);
        Assert.Equal(0, scores[0]);
        Assert.True(scores[1] > 0);
    }

    [Fact]
    public void TiesCountAgainstTheModel()
    {
        QuickstartCorpus corpus = QuickstartCorpus.Build(SmallDocumentation.Read(SmallDocumentation.Kitchen()));
        QuickstartScores scores = QuickstartEvaluation.Measure(new Indifferent(), corpus.Test, corpus.Labels);
        Assert.All(scores.TypeWithin.Concat(scores.MemberWithin), share => Assert.Equal(0, share));
    }

    [Fact]
    public void PerfectModelIsAlwaysRight()
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 8; i++)
            builder.Add([i], [1], [i]);
        Dataset points = builder.Build();
        QuickstartScores scores = QuickstartEvaluation.Measure(new NearestNeighbours(points), points, labels: null);
        Assert.Equal(1, scores.PrecisionAt[0], 12);
        Assert.Equal(1 / 3d, scores.PrecisionAt[1], 12);
        Assert.Equal(0.2, scores.PrecisionAt[2], 12);
        Assert.Empty(scores.MemberWithin);
    }

    /// <summary>Feature 0 is in every point but one, feature 2 in one; label 2 is the most frequent.</summary>
    private static Dataset Train()
    {
        DatasetBuilder builder = new();
        builder.Add([0, 1], [1, 1], [0, 2]);
        builder.Add([0, 1], [1, 1], [0, 2]);
        builder.Add([0, 2], [1, 1], [1]);
        builder.Add([0], [1], [2]);
        builder.Add([1], [1], [2]);
        return builder.Build();
    }

    private sealed class Indifferent : IQuickstartModel
    {
        public void PredictTop(SparseVector features, Span<int> labels, Span<float> scores) => labels.Fill(-1);

        public void ScoreAll(SparseVector features, Span<float> scores) => scores.Fill(1);
    }
}
