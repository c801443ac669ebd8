using System.Globalization;

namespace Glissade.Runner.Hashing;

/// <summary>
/// Holds every family of hash tables against the default one where both look at the same share of the labels: a family's setting against the
/// line between the default's neighbouring settings, over the logarithm of that share.
/// </summary>
internal static class FrontierComparison
{
    /// <summary>Differences up to this are chance: 5,000 labels looked for at recalls from .5 to 1 leave a deviation of .1 to .7 points.</summary>
    private const double Tolerance = 0.005;

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
            retriever.IsHashTables && retriever.Family != RetrieverFamily.DefaultTables))
        {
            Point point = PointOf(retriever);
            if (!IsPoint(point) || point.Share < frontier[0].Share || point.Share > frontier[^1].Share)
                continue;
            compared++;
            double expected = Between(frontier, point.Share);
            if (point.Recall > expected + Tolerance)
            {
                better.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{retriever.Family}, {retriever.Setting}: {100 * point.Recall:0.0} against {100 * expected:0.0} %"));
            }
        }
        string range = string.Create(
            CultureInfo.InvariantCulture, $"between {100 * frontier[0].Share:0.0} and {100 * frontier[^1].Share:0} % of the labels touched");
        string verdict = better.Count == 0 ? "none finds" : $"{better.Count} find";
        string list = better.Count == 0 ? "" : $": {string.Join("; ", better)}";
        return $"Of {compared} settings of other hash tables {range}, {verdict} more of the top {HashingPlan.TopLabels} in the buckets than the " +
            $"default family does at as many labels touched (by more than {100 * Tolerance:0.0} points){list}.";
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
