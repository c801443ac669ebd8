using System.Globalization;
using Glissade.Runner.Reports;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Glissade.Runner.Hashing;

/// <summary>Recall against the share of the neurons that are candidates: one curve a family, over its settings or over budgets.</summary>
internal static class FrontierPlot
{
    public static string FileName(string task) => $"hashing-frontier-{task}.svg";

    public static void Write(string path, HashingResult result)
    {
        Plot plot = new();
        int family = 0;
        foreach (IGrouping<string, RetrieverResult> group in result.Retrievers.GroupBy(retriever => retriever.Family))
        {
            BudgetResult[] points = [.. group.SelectMany(Points).OrderBy(point => point.MeanCandidates)];
            if (points.Length == 0)
                continue;
            Color color = plot.Add.Palette.GetColor(family++);
            double[] shares = [.. points.Select(point => Math.Log10(point.MeanCandidates / result.Rows))];
            Add(plot, shares, [.. points.Select(point => 100 * point.TopRecall)], color, MarkerShape.FilledCircle).LegendText = group.Key;
            Add(plot, shares, [.. points.Select(point => 100 * point.LabelRecall)], color, MarkerShape.OpenCircle);
        }
        string labels = result.Rows.ToString("N0", CultureInfo.InvariantCulture);
        plot.Title($"{result.Task} ({labels} labels): exact top {HashingPlan.TopLabels} filled, true labels open");
        plot.XLabel("candidates, % of the labels");
        plot.YLabel("found, %");
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinorTickGenerator = new LogMinorTickGenerator(),
            LabelFormatter = exponent => Math.Pow(10, exponent + 2).ToString("0.####", CultureInfo.InvariantCulture),
        };
        plot.Axes.SetLimitsY(0, 102);
        Svg.Write(path, plot);
    }

    /// <summary>What the buckets hold, whatever the budget; of a retriever without buckets what it finds by budget.</summary>
    private static IEnumerable<BudgetResult> Points(RetrieverResult retriever) => retriever.Union is { } union
        ? union.MeanCandidates > 0 ? [union] : []
        : retriever.Budgets;

    private static Scatter Add(Plot plot, double[] x, double[] y, Color color, MarkerShape shape)
    {
        Scatter scatter = plot.Add.Scatter(x, y, color);
        scatter.MarkerShape = shape;
        scatter.MarkerSize = 6;
        return scatter;
    }
}
