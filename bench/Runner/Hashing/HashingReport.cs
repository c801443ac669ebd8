using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Hashing;

/// <summary>Writes the results as a page in Markdown. Nothing on it names a folder of the machine.</summary>
internal static class HashingReport
{
    public static string Write(
        HashingPlan plan, IReadOnlyList<HashingResult> results, IReadOnlyList<RebuildResult> rebuilds, DateOnly date)
    {
        StringBuilder page = new();
        page.Append("# What hash tables find in trained output layers, and at what cost\n\n");
        page.Append("Written by `bench/Runner`; do not edit by hand. To reproduce:\n\n```\n").Append(plan.Command).Append("\n```\n\n");
        page.Append(Conditions(plan, date)).Append("\n\n").Append(Explanation()).Append("\n\n");
        foreach (HashingResult result in results)
        {
            page.Append("## ").Append(result.Task).Append("\n\n").Append(Sizes(result)).Append("\n\n");
            page.Append(Table(result)).Append('\n');
            page.Append(FrontierComparison.Tell(result)).Append("\n\n");
            page.Append(CultureInfo.InvariantCulture, $"![Recall by share of the labels]({FrontierPlot.FileName(result.Task)})\n\n");
            page.Append(CultureInfo.InvariantCulture, $"![Labels by the size of their bucket]({LoadPlot.FileName(result.Task)})\n\n");
        }
        page.Append(RebuildSection(rebuilds));
        page.Append($"All settings and budgets are in [{HashingCsv.FileName}]({HashingCsv.FileName}).\n");
        return page.ToString();
    }

    private static string Conditions(HashingPlan plan, DateOnly date) =>
        $"- Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {NativeFeatures.Instructions}\n" +
        $"- {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}; Glissade {LibraryVersion.Text()}\n" +
        (plan.Peers is { } peers ? $"- Peers: {peers.Libraries}\n" : "") +
        $"- Date: {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static string Explanation() =>
        "Each model has 128 hidden units, was trained with uniformly sampled neurons, so that no family of hash functions is favoured, " +
        "and with defaults otherwise. Queries are the hidden vectors of test points spread evenly over the file, which neither training nor the tables " +
        "have seen; the tables know the mean of 1,024 training points'. The tables show each family with the codes per table (K) that " +
        $"training would choose, and at most {HashingPlan.ShownBudget} candidates a query.\n\n" +
        $"- Top {HashingPlan.TopLabels}: share of the exactly best {HashingPlan.TopLabels} labels among the candidates; \"in buckets\" " +
        "is the share among all labels of the query's buckets, however many.\n" +
        "- Labels: share of the query's true labels among the candidates; the exact scan's share is what the model ranks so high.\n" +
        "- Touched: share of all labels that a query looks at, those of its buckets.\n" +
        "- us: time of a query on one thread, in blocks of 16 queries, median of 3 rounds. Build: seconds on all cores, median of 3; " +
        $"of other libraries, one round. Learn: seconds for {TrainedLayer.LearningSteps} gradient steps on the hash functions, from " +
        $"{TrainedLayer.ExamplePoints:N0} training points, one round. MB: 10^6 bytes of the index, the weights themselves left out; dashes are unknown.\n" +
        "- Learned: as training does at its end, to find the labels that the layer scores best. \"For labels\": to find the points' true labels.\n\n" +
        "In the plots of recall, tables offer all that their buckets hold, one point a K; other retrievers are shown by budget. Filled " +
        "marks are the exactly best labels, open ones the true labels. The other plots tell how many labels lie in crowded buckets.";

    private static string Sizes(HashingResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Rows:N0} labels; {result.Queries:N0} queries with {result.LabelsPerQuery:0.0} true labels each; " +
        $"{result.Epochs} {(result.Epochs == 1 ? "epoch" : "epochs")}; P@1 {100 * result.PrecisionAt1:0.00} %.");

    private static MarkdownTable Table(HashingResult result)
    {
        MarkdownTable table = new(
            2, "retriever", "setting", $"top {HashingPlan.TopLabels} %", "in buckets %", "labels %", "in buckets %", "candidates",
            "touched %", "us", "build s", "learn s", "MB");
        foreach (RetrieverResult retriever in result.Retrievers.Where(retriever => retriever.IsDefault))
        {
            if (retriever.At(HashingPlan.ShownBudget) is not { } shown)
                continue;
            table.Add(
                retriever.Family, retriever.Setting,
                Percent(shown.TopRecall), Percent(retriever.Union?.TopRecall),
                Percent(shown.LabelRecall), Percent(retriever.Union?.LabelRecall),
                Cell.Number(shown.MeanCandidates, "0"), Percent(retriever.ShareTouched),
                Cell.Number(shown.Microseconds, "0"), Cell.Number(retriever.BuildSeconds, "0.000"),
                Cell.Number(retriever.LearnSeconds, "0.00"),
                Cell.Number(retriever.Bytes / 1e6, "0.0"));
        }
        return table;
    }

    private static string RebuildSection(IReadOnlyList<RebuildResult> rebuilds)
    {
        MarkdownTable table = new(2, "retriever", "setting", "rebuild s", "MB");
        foreach (RebuildResult rebuild in rebuilds)
            table.Add(
                rebuild.Family, rebuild.Setting, Cell.Number(rebuild.Seconds, "0.000"), Cell.Number(rebuild.Bytes / 1e6, "0.0"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"## Rebuilding over {RebuildMeasurement.Rows:N0} rows\n\nRandom rows of {RebuildMeasurement.Columns} numbers, seconds on all cores, " +
            $"median of 3 after one that is not counted. Learned functions are rebuilt as SimHash's.\n\n{table}\n");
    }

    private static string Percent(double? share) => Cell.Number(100 * share ?? double.NaN, "0.0");
}
