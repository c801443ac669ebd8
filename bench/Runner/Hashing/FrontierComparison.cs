using System.Globalization;

namespace Glissade.Runner.Hashing;

/// <summary>
/// Holds every family of hash tables against the default one where both look at the same share of the labels: a family's setting against the
/// line between the default's neighbouring settings, over the logarithm of that share.
/// </summary>
internal static class FrontierComparison
{
    /// <summary>The verdict in words.</summary>
    public static string Tell(HashingResult result)
    {
        Point[] frontier =
        [
            .. result.Retrievers.Where(retriever => retriever.Family == RetrieverFamily.DefaultTables).Select(PointOf).Where(IsPoint)
                .OrderBy(point => point.Share),
        ];
        if (frontier.Length < 2)
            return "";
        List<string> better = [];
        int compared = 0;
        foreach (RetrieverResult retriever in result.Retrievers.Where(retriever =>
            retriever.Load is not null && retriever.Family != RetrieverFamily.DefaultTables))
        {
            Point point = PointOf(retriever);
            if (!IsPoint(point) || point.Share < frontier[0].Share || point.Share > frontier[^1].Share)
                continue;
            compared++;
            double expected = Between(frontier, point.Share);
            if (point.Recall > expected)
            {
                better.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{retriever.Family}, {retriever.Setting}: {100 * point.Recall:0.0} against {100 * expected:0.0} %"));
            }
        }
        string range = string.Create(
            CultureInfo.InvariantCulture, $"between {100 * frontier[0].Share:0.0} and {100 * frontier[^1].Share:0} % of the labels touched");
        return $"Of {compared} settings of other hash families {range}, " + (better.Count == 0
            ? $"none finds more of the top {HashingPlan.TopLabels} in its buckets than the default family at as many labels touched."
            : $"{better.Count} find more of the top {HashingPlan.TopLabels} in their buckets than the default family at as many labels touched: " +
                $"{string.Join("; ", better)}.");
    }

    private static bool IsPoint(Point point) => point.Share > 0 && double.IsFinite(point.Recall);

    private static Point PointOf(RetrieverResult retriever) => new(retriever.ShareTouched, retriever.Union?.TopRecall ?? double.NaN);

    private static double Between(Point[] frontier, double share)
    {
        int right = Array.FindIndex(frontier, point => point.Share >= share);
        if (right == 0)
            return frontier[0].Recall;
        (Point low, Point high) = (frontier[right - 1], frontier[right]);
        double weight = Math.Log(share / low.Share) / Math.Log(high.Share / low.Share);
        return low.Recall + (weight * (high.Recall - low.Recall));
    }

    /// <summary>A setting: the share of the labels that its queries touch, and the share of the best that is among them.</summary>
    private readonly record struct Point(double Share, double Recall);
}
