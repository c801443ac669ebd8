using System.Globalization;
using Glissade.Lsh;
using Glissade.Runner.Reports;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Glissade.Runner.Hashing;

/// <summary>How crowded the buckets are in which labels lie: share of the ids by size class of their bucket, one curve a family.</summary>
internal static class LoadPlot
{
    /// <summary>With more, every other one has a label, or they would run into each other.</summary>
    private const int MostLabelledClasses = 8;

    public static string FileName(string task) => $"hashing-load-{task}.svg";

    public static void Write(string path, HashingResult result)
    {
        Plot plot = new();
        int most = 1;
        foreach (RetrieverResult retriever in result.Retrievers.Where(retriever => retriever.IsDefault))
        {
            if (retriever.Load is not { StoredIds: > 0 } load)
                continue;
            Scatter scatter = plot.Add.Scatter(Classes(load), Shares(load));
            scatter.LegendText = $"{retriever.Family}, {retriever.Setting}";
            scatter.MarkerSize = 6;
            most = Math.Max(most, load.IdHistogram.Count - 1);
        }
        plot.Title($"{result.Task}: labels by the size of their bucket");
        plot.XLabel("labels in the bucket, from");
        plot.YLabel("% of the labels in all tables");
        NumericManual ticks = new();
        for (int sizeClass = 1; sizeClass <= most; sizeClass += most > MostLabelledClasses ? 2 : 1)
            ticks.AddMajor(sizeClass, SizeHistogram.Range(sizeClass).Low.ToString("N0", CultureInfo.InvariantCulture));
        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.SetLimitsX(0.5, most + 0.5);
        Svg.Write(path, plot);
    }

    /// <summary>Class 0 is that of empty buckets.</summary>
    private static double[] Classes(TableLoad load) => [.. Enumerable.Range(1, load.IdHistogram.Count - 1).Select(index => (double)index)];

    private static double[] Shares(TableLoad load) => [.. load.IdHistogram.Skip(1).Select(ids => 100.0 * ids / load.StoredIds)];
}
