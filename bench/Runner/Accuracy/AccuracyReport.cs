using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>Writes the results as a page in Markdown. Nothing on it names a folder of the machine.</summary>
internal static class AccuracyReport
{
    private const double BytesPerMegabyte = 1e6;

    public static string Write(AccuracyPlan plan, IReadOnlyList<AccuracyResult> results, DateOnly date)
    {
        StringBuilder page = new();
        page.Append("# ").Append(plan.Axis.Title).Append("\n\n");
        page.Append("Written by `bench/Runner`; do not edit by hand. To reproduce:\n\n```\n").Append(plan.Command).Append("\n```\n\n");
        page.Append(Conditions(plan, results, date)).Append("\n\n");
        page.Append(Explanation(plan)).Append("\n\n");
        page.Append(FigureTable(plan.Axis, results)).Append('\n');
        page.Append(Failures(results));
        page.Append("## The data\n\n").Append(DataTable(results));
        return page.ToString();
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

    private static string Explanation(AccuracyPlan plan) =>
        $"Medians over {plan.Runs} {(plan.Runs == 1 ? "run" : "runs")} (seeds from 1, values taking turns; with more than one thread a " +
        $"seed does not fix a run to the last digit). Everything but the {plan.Axis.Name} " +
        $"is at its default{(plan.Axis.Sampler is { } sampler ? $", but the sampler is {sampler}" : "")}; \"default\" marks the one that training takes by itself on that data. Figures are percentages " +
        "over all test points, by exact search. Seconds are those of training, reading and evaluation left out; rebuilding tables or " +
        "otherwise making them follow the weights, and learning hash functions at the end, are parts of them. Rebuilds count hashing of all rows. Active neurons are output neurons computed for a sample. Peak memory is the whole process's, " +
        "with data and evaluation; a megabyte is 10^6 bytes. The command evaluates the test points after each epoch too, but no run " +
        "chooses anything by them.";

    private static MarkdownTable FigureTable(AccuracyAxis axis, IReadOnlyList<AccuracyResult> results)
    {
        MarkdownTable table = new(
            3, "data set", axis.Name, "default", "P@1", "P@3", "P@5", "PSP@1", "PSP@3", "PSP@5", "nDCG@5", "train s", "of it tables s",
            "rebuilds", "of it learning s", "examples/s", "active neurons", "peak MB", "model MB");
        foreach (AccuracyResult result in results)
        {
            foreach (VariantResult variant in result.Variants)
            {
                table.Add(
                    result.Task.Name, variant.Name, variant.Name == result.Default ? "default" : "",
                    Percentage("precision_at_1"), Percentage("precision_at_3"), Percentage("precision_at_5"),
                    Percentage("psp_at_1"), Percentage("psp_at_3"), Percentage("psp_at_5"), Percentage("ndcg_at_5"),
                    Cell.Number(variant.MedianOf("train_seconds"), "0.0"),
                    Cell.Number(variant.MedianTotal("rebuild_seconds"), "0.00"), Cell.Number(variant.MedianTotal("rebuilds"), "0"),
                    Cell.Number(variant.MedianTotal("hash_learning_seconds"), "0.00"),
                    Cell.Number(variant.MedianOf("samples_per_second"), "N0"),
                    Cell.Number(variant.MedianOf("mean_active_neurons"), "N0"),
                    Cell.Number(variant.MedianOf("peak_rss_bytes") / BytesPerMegabyte, "N0"),
                    Cell.Number(Median.Of(variant.Runs.Select(run => run.ModelBytes / BytesPerMegabyte)), "N1"));

                string Percentage(string figure) => Cell.Percentage(variant.MedianOf(figure));
            }
        }
        return table;
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
            2, "data set", "files", "training points", "test points", "features", "labels", "features a point", "labels a point");
        foreach (AccuracyResult result in results)
        {
            DatasetSummary train = result.Shape.Train;
            table.Add(
                result.Task.Name,
                result.Task.Origin,
                Cell.Number(train.PointCount, "N0"), Cell.Number(result.Shape.TestPoints, "N0"),
                Cell.Number(train.FeatureCount, "N0"), Cell.Number(train.LabelCount, "N0"), Cell.Number(train.FeaturesPerPoint.Mean, "0.0"),
                Cell.Number(train.LabelsPerPoint.Mean, "0.0"));
        }
        return table;
    }
}
