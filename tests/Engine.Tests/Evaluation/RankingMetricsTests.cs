using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Tests;

public class RankingMetricsTests
{
    private const int LabelCount = 30;
    private const double Tolerance = 1e-12;

    [Fact]
    public void OnePointMatchesTheFiguresByHand()
    {
        RankingMetrics metrics = new();
        metrics.Add([7, 2, 9, 4, 1], [1, 2, 7]);
        EvaluationReport report = metrics.ToReport();
        double second = 1 / Math.Log2(3), third = 1 / Math.Log2(4), fifth = 1 / Math.Log2(6);

        Assert.Equal([1, 3, 5], report.Cutoffs);
        Equal([1, 2 / 3.0, 3 / 5.0], report.Precision);
        Equal([1 / 3.0, 2 / 3.0, 1], report.Recall);
        Equal([1, (1 + second) / (1 + second + third), (1 + second + fifth) / (1 + second + third)], report.Ndcg);
        Assert.Null(report.PropensityScoredPrecision);
        Assert.Equal(2 / 3.0, report.PrecisionAt(3), Tolerance);
        Assert.Throws<ArgumentException>(() => report.PrecisionAt(2));
    }

    [Fact]
    public void TheIdealGainStopsAtTheNumberOfTrueLabels()
    {
        RankingMetrics metrics = new();
        metrics.Add([5, 1, 2, 3, 4], [5]);

        Equal([1, 1, 1], metrics.ToReport().Ndcg);
        Equal([1, 1 / 3.0, 1 / 5.0], metrics.ToReport().Precision);
    }

    [Fact]
    public void APointWithoutLabelsCountsAsAPointWithNothingRight()
    {
        RankingMetrics metrics = new([1, 3], new double[] { 1, 2, 3 });
        metrics.Add([0, 1, 2], [0, 1, 2]);
        metrics.Add([0, 1, 2], []);
        EvaluationReport report = metrics.ToReport();

        Assert.Equal(2, report.Points);
        Equal([0.5, 0.5], report.Precision);
        Equal([0.5, 0.5], report.Ndcg);
        Equal([1 / 6.0, 0.5], report.Recall);
        // A ratio of sums: such a point adds to neither.
        Equal([1 / 3.0, 1], report.PropensityScoredPrecision!);
    }

    [Fact]
    public void MissingPredictionsCountAsWrong()
    {
        RankingMetrics metrics = new();
        metrics.Add([3], [3, 4]);
        metrics.Add([], [3, 4]);

        Equal([0.5, 1 / 6.0, 0.1], metrics.ToReport().Precision);
        Equal([0.25, 0.25, 0.25], metrics.ToReport().Recall);
    }

    [Fact]
    public void PropensityScoredPrecisionIsARatioOfSumsOverPoints()
    {
        RankingMetrics metrics = new([1, 2], new double[] { 1, 10, 4 });
        metrics.Add([0, 1], [0, 1]);
        metrics.Add([2, 0], [2]);

        // At 1: hits weigh 1 + 4, the best attainable 10 + 4. At 2: 11 + 4 of 11 + 4.
        Equal([5 / 14.0, 1], metrics.ToReport().PropensityScoredPrecision!);
    }

    [Fact]
    public void PredictionsOutsideTheLabelSpaceAreMerelyWrong()
    {
        RankingMetrics metrics = new([1], new double[] { 1, 1 });
        metrics.Add([99], [1]);
        metrics.Add([-1], [1]);

        Equal([0], metrics.ToReport().Precision);
        Equal([0], metrics.ToReport().PropensityScoredPrecision!);
    }

    [Fact]
    public void WithoutPointsThereAreNoFigures()
    {
        EvaluationReport report = new RankingMetrics([1], new double[] { 1 }).ToReport();

        Assert.Equal(0, report.Points);
        Assert.True(double.IsNaN(report.Precision[0]));
        Assert.True(double.IsNaN(report.Ndcg[0]));
        Assert.True(double.IsNaN(report.Recall[0]));
        Assert.True(double.IsNaN(report.PropensityScoredPrecision![0]));
    }

    [Property(MaxTest = 200)]
    public Property RandomPointsMatchTheDefinitions() => Prop.ForAll(Points().ToArbitrary(), Weights().ToArbitrary(), (points, inverse) =>
    {
        RankingMetrics metrics = new([1, 2, 3, 5, 8], inverse);
        AddAll(metrics, points);

        MatchesDefinitions(points, inverse, metrics.ToReport());
    });

    [Property(MaxTest = 100)]
    public Property MergedWorkersGiveWhatOneGives() => Prop.ForAll(Points().ToArbitrary(), Weights().ToArbitrary(), (points, inverse) =>
    {
        RankingMetrics[] workers = [new([1, 3, 5], inverse), new([1, 3, 5], inverse), new([1, 3, 5], inverse)];
        for (int i = 0; i < points.Length; i++)
            workers[i * 7 % 3].Add(points[i].Predicted, points[i].Labels);
        workers[0].Merge(workers[1]);
        workers[0].Merge(workers[2]);

        MatchesDefinitions(points, inverse, workers[0].ToReport());
    });

    [Fact]
    public void OnlyMetricsOfOneKindAreMerged()
    {
        RankingMetrics plain = new([1, 3]);
        RankingMetrics weighted = new([1, 3], new double[] { 1, 2 });

        Assert.Throws<ArgumentException>(() => plain.Merge(new RankingMetrics([1, 5])));
        Assert.Throws<ArgumentException>(() => plain.Merge(weighted));
        Assert.Throws<ArgumentException>(() => weighted.Merge(plain));
        Assert.Throws<ArgumentException>(() => weighted.Merge(new RankingMetrics([1, 3], new double[] { 1, 3 })));
    }

    [Fact]
    public void CutoffsThatAreNotPositiveAndAscendingAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RankingMetrics([]));
        Assert.Throws<ArgumentException>(() => new RankingMetrics([0, 1]));
        Assert.Throws<ArgumentException>(() => new RankingMetrics([1, 1]));
        Assert.Throws<ArgumentException>(() => new RankingMetrics([3, 1]));
    }

    [Fact]
    public void ARefusedPointIsNotCounted()
    {
        RankingMetrics metrics = new([1, 3], new double[] { 1, 2, 3 });

        Assert.Throws<ArgumentException>(() => metrics.Add([1, 1], [1]));
        Assert.Throws<ArgumentException>(() => metrics.Add([1, 2], [2, 1]));
        Assert.Throws<ArgumentException>(() => metrics.Add([1, 2], [1, 1]));
        Assert.Throws<ArgumentException>(() => metrics.Add([1, 2], [1, 3]));
        Assert.Throws<ArgumentException>(() => metrics.Add([1, 2], [-1]));
        Assert.Equal(0, metrics.Points);
    }

    [Fact]
    public void PredictionsBeyondTheLargestCutoffAreNotLookedAt()
    {
        RankingMetrics metrics = new([1]);
        metrics.Add([4, 5, 5], [5]);

        Equal([0], metrics.ToReport().Precision);
    }

    private static void MatchesDefinitions(RankedPoint[] points, double[] inverse, EvaluationReport report)
    {
        Assert.Equal(points.Length, report.Points);
        Equal(report.Cutoffs.Select(k => NaiveRankingMetrics.Precision(points, k)), report.Precision);
        Equal(report.Cutoffs.Select(k => NaiveRankingMetrics.Ndcg(points, k)), report.Ndcg);
        Equal(report.Cutoffs.Select(k => NaiveRankingMetrics.Recall(points, k)), report.Recall);
        Equal(
            report.Cutoffs.Select(k => NaiveRankingMetrics.PropensityScoredPrecision(points, k, inverse)),
            report.PropensityScoredPrecision!);
    }

    private static void AddAll(RankingMetrics metrics, RankedPoint[] points)
    {
        foreach (RankedPoint point in points)
            metrics.Add(point.Predicted, point.Labels);
    }

    /// <summary>Points with 0 to 12 true labels and 0 to 10 predictions, out of few enough labels that they often meet.</summary>
    private static Gen<RankedPoint[]> Points() =>
        (from predicted in Gen.Shuffle(Enumerable.Range(0, LabelCount))
         from predictedCount in Gen.Choose(0, 10)
         from labels in Gen.Shuffle(Enumerable.Range(0, LabelCount))
         from labelCount in Gen.Choose(0, 12)
         select new RankedPoint([.. predicted.Take(predictedCount)], [.. labels.Take(labelCount).Order()])).ArrayOf();

    private static Gen<double[]> Weights() => Gen.Choose(100, 5000).Select(hundredths => hundredths / 100.0).ArrayOf(LabelCount);

    private static void Equal(IEnumerable<double> expected, IReadOnlyList<double> actual)
    {
        double[] all = [.. expected];
        Assert.Equal(all.Length, actual.Count);
        for (int i = 0; i < all.Length; i++)
            Assert.Equal(all[i], actual[i], Tolerance);
    }
}
