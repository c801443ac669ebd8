using System.Globalization;
using Glissade.Runner.Reports;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Glissade.Runner.Race;

/// <summary>P@1 against training seconds: one curve a method, a point an epoch, of the run with the median time.</summary>
internal static class RacePlot
{
    /// <summary>Where the slowest takes more times as long as the fastest, seconds are shown by their logarithm.</summary>
    private const double WidestRange = 20;

    public static string FileName(string task) => $"race-{task}.svg";

    /// <summary>The methods that there is a curve of.</summary>
    public static IReadOnlyList<MethodResult> Curves(RaceResult result) =>
        [.. result.Methods.Where(method => method.MedianRun is { } run && double.IsFinite(run.BestPrecision))];

    /// <summary>Writes the plot, if there is a curve.</summary>
    public static void Write(string folder, RaceResult result)
    {
        IReadOnlyList<MethodResult> curves = Curves(result);
        if (curves.Count == 0)
            return;
        bool logarithmic =
            curves.Max(method => method.MedianRun!.Seconds) > WidestRange * curves.Min(method => method.MedianRun!.Seconds);
        Plot plot = new();
        foreach (MethodResult method in curves)
        {
            IReadOnlyList<RaceEpoch> epochs = method.MedianRun!.Epochs;
            Scatter scatter = plot.Add.Scatter(
                (double[])[.. epochs.Select(epoch => logarithmic ? Math.Log10(epoch.Seconds) : epoch.Seconds)],
                (double[])[.. epochs.Select(epoch => 100 * epoch.PrecisionAt1)]);
            scatter.LegendText = method.Method.Title;
            scatter.MarkerSize = 6;
            if (method.Method.IsYardstick)
                scatter.MarkerShape = MarkerShape.OpenSquare;
        }
        string labels = result.Shape.Train.LabelCount.ToString("N0", CultureInfo.InvariantCulture);
        plot.Title($"{result.Task.Name} ({labels} labels)");
        plot.XLabel("training seconds");
        plot.YLabel("P@1, %");
        if (logarithmic)
        {
            plot.Axes.Bottom.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true,
                MinorTickGenerator = new LogMinorTickGenerator(),
                LabelFormatter = exponent => Math.Pow(10, exponent).ToString("0.####", CultureInfo.InvariantCulture),
            };
        }
        else
        {
            plot.Axes.SetLimitsX(0, 1.05 * curves.Max(method => method.MedianRun!.Seconds));
        }
        Svg.Write(Path.Combine(folder, FileName(result.Task.Name)), plot);
    }
}
