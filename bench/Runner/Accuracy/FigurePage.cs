using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>What pages of accuracies have in common. Nothing on them names a folder of the machine.</summary>
internal static class FigurePage
{
    private const double BytesPerMegabyte = 1e6;

    /// <summary>The titles of the cells that <see cref="Cells"/> fills.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["P@1", "P@3", "P@5", "PSP@1", "PSP@3", "PSP@5", "nDCG@5", "R@20", "train s", "peak MB", "model MB"];

    /// <summary>How the figures come about, for the page's text.</summary>
    public static string Explanation { get; } =
        "Figures are percentages over all test points, by exact search of the labels that the table of the data names. Seconds are those " +
        "of training, reading and evaluation left out. Peak memory is the whole process's, with data and evaluation; a megabyte is 10^6 " +
        "bytes. The command evaluates the test points after each epoch too, but no run chooses anything by them.";

    /// <summary>The page: a head, text and table of its own, what failed, the data.</summary>
    public static string Write(
        string title, AccuracyPlan plan, IReadOnlyList<AccuracyResult> results, DateOnly date, string text, MarkdownTable table)
    {
        StringBuilder page = new();
        page.Append("# ").Append(title).Append("\n\n");
        page.Append("Written by `bench/Runner`; do not edit by hand. To reproduce:\n\n```\n").Append(plan.Command).Append("\n```\n\n");
        page.Append(Conditions(plan, results, date)).Append("\n\n");
        page.Append(text).Append("\n\n");
        page.Append(table).Append('\n');
        page.Append(Failures(results));
        page.Append("## The data\n\n").Append(DataTable(results));
        return page.ToString();
    }

    /// <summary>How many runs a figure is the median of.</summary>
    public static string Medians(AccuracyPlan plan) =>
        $"Medians over {plan.Runs} {(plan.Runs == 1 ? "run" : "runs")} (seeds from 1, methods taking turns; with more than one thread a " +
        "seed does not fix a run to the last digit).";

    /// <summary>The figures of a way of training.</summary>
    public static IReadOnlyList<string> Cells(VariantResult variant)
    {
        return
        [
            Percentage("precision_at_1"), Percentage("precision_at_3"), Percentage("precision_at_5"), Percentage("psp_at_1"),
            Percentage("psp_at_3"), Percentage("psp_at_5"), Percentage("ndcg_at_5"), Percentage("recall_at_20"),
            Cell.Number(variant.MedianOf("train_seconds"), "0.0"),
            Cell.Number(variant.MedianOf("peak_rss_bytes") / BytesPerMegabyte, "N0"),
            Cell.Number(Median.Of(variant.Runs.Select(run => run.ModelBytes / BytesPerMegabyte)), "N1"),
        ];

        string Percentage(string figure) => Cell.Percentage(variant.MedianOf(figure));
    }

    private static string Conditions(AccuracyPlan plan, IReadOnlyList<AccuracyResult> results, DateOnly date)
    {
        IEnumerable<string> tiers = results
            .SelectMany(result => result.Variants).SelectMany(variant => variant.Runs).Select(run => run.Simd).Distinct();
        return
            $"- Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, " +
            $"{string.Join(", ", tiers.DefaultIfEmpty("no run finished"))}; {plan.Threads} worker threads\n" +
            $"- {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}; Glissade {LibraryVersion.Text()}\n" +
            $"- Date: {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
    }

    private static string Failures(IReadOnlyList<AccuracyResult> results)
    {
        StringBuilder text = new();
        foreach (AccuracyResult result in results)
        {
            foreach (VariantResult variant in result.Variants.Where(variant => variant.Failed > 0))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"- {result.Task.Name}, {variant.Name}: {variant.Failed} of {variant.Failed + variant.Runs.Count} runs failed; ")
                    .Append("medians are over the others.\n");
            }
        }
        return text.Length == 0 ? "" : text.Append('\n').ToString();
    }

    private static MarkdownTable DataTable(IReadOnlyList<AccuracyResult> results)
    {
        MarkdownTable table = new(
            3, "data set", "files", "labels ranked", "training points", "test points", "features", "labels", "features a point",
            "labels a point");
        foreach (AccuracyResult result in results)
        {
            DatasetSummary train = result.Shape.Train;
            table.Add(
                result.Task.Name,
                result.Task.Origin,
                result.Task.Ranking.Remark(),
                Cell.Number(train.PointCount, "N0"), Cell.Number(result.Shape.TestPoints, "N0"),
                Cell.Number(train.FeatureCount, "N0"), Cell.Number(train.LabelCount, "N0"), Cell.Number(train.FeaturesPerPoint.Mean, "0.0"),
                Cell.Number(train.LabelsPerPoint.Mean, "0.0"));
        }
        return table;
    }
}
