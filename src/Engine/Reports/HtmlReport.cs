using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Glissade;

/// <summary>
/// A training run as one HTML page: figures, curves over the training time, epochs, recipe. The page needs nothing but itself: drawings are
/// inline SVG, and there are no scripts.
/// </summary>
public static class HtmlReport
{
    private const string Style =
        """
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5c6875; --line: #d9dee4; --paper: #ffffff; --curve: #1769aa; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e8ed; --soft: #9aa6b2; --line: #39424d; --paper: #14181d; --curve: #6cb6f0; }
        }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        body { max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0 0 .3rem; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(360px, 1fr)); gap: 1.5rem; }
        svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: var(--soft); }
        .x { text-anchor: middle; } .y { text-anchor: end; }
        .grid { stroke: var(--line); } .curve { fill: none; stroke: var(--curve); stroke-width: 2; } .point { fill: var(--curve); }
        .table { overflow-x: auto; } table { border-collapse: collapse; }
        th, td { text-align: right; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); }
        td { font-variant-numeric: tabular-nums; }
        th { color: var(--soft); font-weight: 500; } th:first-child, td:first-child, td.name { text-align: left; }
        """;

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="recipe">How was trained.</param>
    /// <param name="training">What training took and reached, epoch by epoch.</param>
    /// <param name="run">What was run and on what.</param>
    /// <param name="evaluation">Ranking figures at the end; null if nothing was evaluated.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(
        string path, TrainingRecipe recipe, TrainingReport training, RunReport run, EvaluationReport? evaluation = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(run);
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Glissade training run</title>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n");
        page.Append("<h1>Glissade training run</h1>\n");
        AddFigures(page, training, run);
        if (evaluation is not null)
            AddEvaluation(page, evaluation);
        AddPlots(page, training.Epochs);
        AddEpochs(page, training.Epochs);
        AddRecipe(page, recipe);
        page.Append("</body>\n</html>\n");
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }

    private static void AddFigures(StringBuilder page, TrainingReport training, RunReport run)
    {
        string state = training.StoppedEarly ? "stopped early" : "done";
        page.Append("<div class=\"table\"><table>\n");
        AddNamed(page, "run", $"{state}, {training.Epochs.Count} epochs, {Number(training.TrainSeconds, "N1")} s of training");
        AddNamed(page, "speed", $"{Number(training.SamplesPerSecond, "N0")} examples a second");
        AddNamed(page, "active", $"{Number(training.MeanActiveNeurons, "N0")} of {Number(run.LabelCount, "N0")} output neurons a sample");
        AddNamed(page, "parameters", Number(run.Parameters, "N0"));
        if (run.PeakResidentBytes is long peak)
            AddNamed(page, "peak memory", $"{Number(peak / 1e6, "N0")} MB");
        AddNamed(page, "machine", $"{run.Threads} threads, {run.Simd}");
        AddNamed(page, "seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        page.Append("</table></div>\n");
    }

    private static void AddEvaluation(StringBuilder page, EvaluationReport evaluation)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Validation: {evaluation.Points:N0} points, exact search</h2>\n");
        page.Append("<div class=\"table\"><table>\n");
        AddRow(page, "th", ["percent", .. evaluation.Cutoffs.Select(k => $"@{k}")]);
        AddRow(page, "td", ["P", .. evaluation.Precision.Select(Percent)]);
        AddRow(page, "td", ["nDCG", .. evaluation.Ndcg.Select(Percent)]);
        AddRow(page, "td", ["recall", .. evaluation.Recall.Select(Percent)]);
        if (evaluation.PropensityScoredPrecision is { } scored)
            AddRow(page, "td", ["PSP", .. scored.Select(Percent)]);
        page.Append("</table></div>\n");
    }

    private static void AddPlots(StringBuilder page, IReadOnlyList<EpochReport> epochs)
    {
        if (epochs.Count == 0)
            return;
        page.Append("<h2>Over the training time</h2>\n<div class=\"plots\">\n");
        AddPlot(page, "mean loss of a sample", epochs, epoch => epoch.Loss, "0.0000");
        AddPlot(page, "P@1 on the validation points, percent", epochs, epoch => 100 * epoch.PrecisionAt1, "0.00");
        AddPlot(page, "active output neurons of a sample", epochs, epoch => epoch.MeanActiveNeurons, "N0", fromZero: true);
        AddPlot(page, "empty buckets of the tables, percent", epochs, epoch => 100 * epoch.Load?.EmptyFraction, "0.00", fromZero: true);
        AddPlot(page, "neurons in the fullest bucket", epochs, epoch => epoch.Load?.LargestBucket, "N0", fromZero: true);
        page.Append("</div>\n");
    }

    /// <summary>A curve of what epochs reached, at the times when they were done; none if no epoch measured it.</summary>
    private static void AddPlot(
        StringBuilder page, string name, IReadOnlyList<EpochReport> epochs, Func<EpochReport, double?> figure, string format,
        bool fromZero = false)
    {
        List<(double X, double Y, string Name)> points = [];
        double seconds = 0;
        for (int i = 0; i < epochs.Count; i++)
        {
            seconds += epochs[i].Seconds;
            if (figure(epochs[i]) is double value)
                points.Add((seconds, value, $"epoch {i + 1}, {Number(seconds, "N1")} s: {Number(value, format)}"));
        }
        if (points.Count == 0)
            return;
        page.Append("<div><h3>").Append(name).Append("</h3>\n");
        page.Append(SvgPlot.Draw(name, "seconds of training", points, fromZero)).Append("</div>\n");
    }

    private static void AddEpochs(StringBuilder page, IReadOnlyList<EpochReport> epochs)
    {
        page.Append("<h2>Epochs</h2>\n<div class=\"table\"><table>\n");
        AddRow(page, "th", ["epoch", "seconds", "loss", "P@1, %", "active", "rebuilds", "rebuilding, s", "learning hash functions, s"]);
        for (int i = 0; i < epochs.Count; i++)
        {
            EpochReport epoch = epochs[i];
            AddRow(page, "td",
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), Number(epoch.Seconds, "N2"), Number(epoch.Loss, "0.0000"),
                epoch.PrecisionAt1 is double precision ? Percent(precision) : "", Number(epoch.MeanActiveNeurons, "N0"),
                Number(epoch.Rebuilds, "N0"), Number(epoch.RebuildSeconds, "N2"), Number(epoch.HashLearningSeconds, "N2"),
            ]);
        }
        page.Append("</table></div>\n");
    }

    private static void AddRecipe(StringBuilder page, TrainingRecipe recipe)
    {
        page.Append("<h2>Recipe</h2>\n<div class=\"table\"><table>\n");
        foreach ((string name, JsonNode? value) in RecipeJson.ToObject(recipe))
            AddNamed(page, name.Replace('_', ' '), value?.ToJsonString().Trim('"') ?? "");
        page.Append("</table></div>\n");
    }

    private static void AddNamed(StringBuilder page, string name, string value) =>
        page.Append("<tr><th>").Append(WebUtility.HtmlEncode(name)).Append("</th><td class=\"name\">").Append(WebUtility.HtmlEncode(value))
            .Append("</td></tr>\n");

    private static void AddRow(StringBuilder page, string cell, IEnumerable<string> texts)
    {
        page.Append("<tr>");
        foreach (string text in texts)
            page.Append('<').Append(cell).Append('>').Append(WebUtility.HtmlEncode(text)).Append("</").Append(cell).Append('>');
        page.Append("</tr>\n");
    }

    private static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    private static string Percent(double fraction) => Number(100 * fraction, "0.00");
}
