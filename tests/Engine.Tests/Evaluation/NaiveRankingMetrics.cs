namespace Glissade.Tests;

/// <summary>One point: predictions, the best first, and true labels.</summary>
internal sealed record RankedPoint(int[] Predicted, int[] Labels);

/// <summary>The metrics as their definitions read, point by point and set by set; slow, and sharing nothing with the engine's.</summary>
internal static class NaiveRankingMetrics
{
    internal static double Precision(IReadOnlyList<RankedPoint> points, int k) =>
        points.Sum(point => point.Predicted.Take(k).Intersect(point.Labels).Count() / (double)k) / points.Count;

    internal static double Recall(IReadOnlyList<RankedPoint> points, int k) =>
        points.Where(point => point.Labels.Length > 0)
            .Sum(point => point.Predicted.Take(k).Intersect(point.Labels).Count() / (double)point.Labels.Length) / points.Count;

    internal static double Ndcg(IReadOnlyList<RankedPoint> points, int k) => points.Sum(point => PointNdcg(point, k)) / points.Count;

    internal static double PropensityScoredPrecision(IReadOnlyList<RankedPoint> points, int k, double[] inverse)
    {
        double scored = points.Sum(point => point.Predicted.Take(k).Where(point.Labels.Contains).Sum(label => inverse[label]));
        double best = points.Sum(point => point.Labels.Select(label => inverse[label]).OrderDescending().Take(k).Sum());
        return scored / best;
    }

    private static double PointNdcg(RankedPoint point, int k)
    {
        double gain = 0;
        for (int rank = 1; rank <= Math.Min(k, point.Predicted.Length); rank++)
        {
            if (point.Labels.Contains(point.Predicted[rank - 1]))
                gain += Math.Log(2) / Math.Log(rank + 1);
        }
        double ideal = 0;
        for (int rank = 1; rank <= Math.Min(k, point.Labels.Length); rank++)
            ideal += Math.Log(2) / Math.Log(rank + 1);
        return ideal == 0 ? 0 : gain / ideal;
    }
}
