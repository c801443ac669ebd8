using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Products;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Race;

/// <summary>Writes the results as a page in Markdown. Nothing on it names a folder of the machine.</summary>
internal static class RaceReport
{
    private const double BytesPerMegabyte = 1e6;

    public static string Write(RacePlan plan, IReadOnlyList<RaceResult> results, IReadOnlyList<ScalingResult> scaling, DateOnly date)
    {
        StringBuilder page = new();
        page.Append("# Time to accuracy\n\n");
        page.Append("Written by `bench/Runner`; do not edit by hand. To reproduce:\n\n```\n").Append(plan.Command).Append("\n```\n\n");
        page.Append(Conditions(plan, date)).Append("\n\n").Append(Explanation(plan)).Append("\n\n");
        foreach (RaceResult result in results)
            page.Append(Section(result));
        page.Append(ScalingReport.Write(scaling));
        page.Append($"Every epoch of every run is in [{RaceCsv.FileName}]({RaceCsv.FileName}).\n");
        return page.ToString();
    }

    private static string Conditions(RacePlan plan, DateOnly date) =>
        $"- Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {NativeFeatures.Instructions}; " +
        $"threads of each run: {plan.Threads}\n" +
        $"- {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}; Glissade {LibraryVersion.Text()}\n" +
        $"- Yardstick: {Yardstick(plan)}\n" +
        $"- Date: {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static string Yardstick(RacePlan plan)
    {
        if (plan.Yardstick is null)
            return "left out, no `--yardstick` was given";
        string settings = OpenBlas.Overrides() is { Count: > 0 } overrides ? string.Join(", ", overrides) : "nothing";
        return $"an external program; the environment sets for its matrix library: {settings}";
    }

    private static string Explanation(RacePlan plan) =>
        $"Medians over up to {plan.Runs} {(plan.Runs == 1 ? "run" : "runs")} of each method, which take turns round by round: a " +
        "machine's speed drifts, so compare within a task. Each run is a process of its own; settings that are not shown are the " +
        "defaults. Where a yardstick takes part, it is an external program that trains a network with 128 hidden units by softmax " +
        "and Adam by a matrix library, computing all labels or a uniform sample.\n\n" +
        "- s to 30 % and so on: training seconds at the end of the first epoch whose P@1, over all labels and all test points, is at " +
        "least that; a dash if none is. Reading and evaluation take no part in training seconds.\n" +
        "- best P@1, s to it: over the epochs. P@1, P@3, P@5: after the last one. No run chooses anything by them. The command's " +
        "learning rate falls to zero by the last epoch, so fewer epochs are another curve, not the beginning of this one.\n" +
        "- train s: all epochs. Of it tables: making hash tables follow the weights. Of it learning: learning hash functions at the end, " +
        "which serve only search in the finished model; they are in train s, not in the seconds to a P@1.\n" +
        "- active neurons: output neurons computed for a sample. Peak MB: 10^6 bytes of resident memory of the whole process, with data " +
        "and evaluation. runs: of so many the medians are.\n" +
        "- Rows that name a number of points are measured on the first so many training points, for their speed alone.\n\n" +
        "The plots show the run with the median time, a mark an epoch; the yardstick's are open squares.";

    private static string Section(RaceResult result)
    {
        StringBuilder text = new();
        DatasetSummary train = result.Shape.Train;
        text.Append("## ").Append(result.Task.Name).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{train.LabelCount:N0} labels, {train.FeatureCount:N0} features; ");
        text.Append(CultureInfo.InvariantCulture, $"{train.PointCount:N0} training points, ");
        text.Append(CultureInfo.InvariantCulture, $"{train.LabelsPerPoint.Mean:0.0} labels each; ");
        text.Append(CultureInfo.InvariantCulture, $"{result.Shape.TestPoints:N0} test points; {result.Hidden} hidden units. ");
        text.Append(CultureInfo.InvariantCulture, $"Data: {result.Task.Data.Origin}.\n\n");
        text.Append(FigureTable(result)).Append('\n');
        foreach (MethodResult yardstick in result.Methods.Where(method => method.Method.IsYardstick && method.Runs.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"Time to a P@1 relative to {yardstick.Method.Title} ");
            text.Append("(below 1 is faster; a dash where one of both never gets there):\n\n");
            text.Append(RatioTable(result, yardstick)).Append('\n');
        }
        if (RacePlot.Curves(result).Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"![P@1 by training seconds]({RacePlot.FileName(result.Task.Name)})\n\n");
        foreach (MethodResult method in result.Methods.Where(method => method.Failed > 0))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"- {method.Method.Title}: {method.Failed} of {method.Failed + method.Runs.Count} runs failed.\n\n");
        }
        return text.Append(SettingsTable(result)).Append('\n').ToString();
    }

    private static MarkdownTable FigureTable(RaceResult result)
    {
        MarkdownTable table = new(
            1,
            [
                "method", "examples/s", "epochs", .. result.Task.Targets.Select(target => $"s to {Cell.Number(target, "0")} %"),
                "best P@1", "s to it", "P@1", "P@3", "P@5", "train s", "of it tables s", "of it learning s", "active neurons", "peak MB",
                "runs",
            ]);
        foreach (MethodResult method in result.Methods)
        {
            table.Add(
            [
                Title(method.Method),
                Cell.Number(method.MedianOf(run => run.ExamplesPerSecond), "N0"),
                Cell.Number(method.Method.Epochs, "0"),
                .. result.Task.Targets.Select(target => Seconds(method, run => run.SecondsTo(target / 100.0))),
                Cell.Percentage(method.MedianOf(run => run.BestPrecision)),
                Seconds(method, run => run.SecondsToBest),
                Cell.Percentage(method.MedianOf(run => run.PrecisionAt1)),
                Cell.Percentage(method.MedianOf(run => run.PrecisionAt3)),
                Cell.Percentage(method.MedianOf(run => run.PrecisionAt5)),
                Seconds(method, run => run.Seconds),
                Cell.Number(method.MedianOf(run => run.Epochs.Sum(epoch => epoch.RebuildSeconds)), "0.00"),
                Cell.Number(method.MedianOf(run => run.Epochs.Sum(epoch => epoch.LearningSeconds)), "0.00"),
                Cell.Number(method.MedianOf(run => run.ActiveNeurons), "N0"),
                Cell.Number(method.MedianOf(run => run.PeakBytes) / BytesPerMegabyte, "N0"),
                Cell.Number(method.Runs.Count, "0"),
            ]);
        }
        return table;
    }

    private static MarkdownTable RatioTable(RaceResult result, MethodResult yardstick)
    {
        MarkdownTable table = new(1, ["method", .. result.Task.Targets.Select(target => $"to {Cell.Number(target, "0")} %")]);
        foreach (MethodResult method in result.Methods.Where(method => method != yardstick && method.Method.Points is null))
        {
            table.Add(
            [
                method.Method.Title,
                // Nothing is infinitely faster: where the yardstick alone never gets there, the ratio is 0 and means nothing.
                .. result.Task.Targets
                    .Select(target => method.TimeRelativeTo(yardstick, target / 100.0))
                    .Select(ratio => ratio > 0 ? Cell.Number(ratio, "0.00") : "-"),
            ]);
        }
        return table;
    }

    private static MarkdownTable SettingsTable(RaceResult result)
    {
        MarkdownTable table = new(2, "method", "settings");
        foreach (RaceMethod method in result.Methods.Select(method => method.Method))
        {
            IReadOnlyList<string> arguments = method.IsYardstick
                ? YardstickProcess.Arguments(method, result.Shape.TestPoints) : method.TrainArguments(result.Task);
            table.Add(Title(method), $"`{string.Join(' ', arguments)}`");
        }
        return table;
    }

    private static string Title(RaceMethod method) => method.Points is { } points
        ? string.Create(CultureInfo.InvariantCulture, $"{method.Title}, {points:N0} points") : method.Title;

    private static string Seconds(MethodResult method, Func<RaceRun, double> figure) => Cell.Number(method.MedianOf(figure), "0.0");
}
