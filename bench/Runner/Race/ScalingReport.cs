using System.Globalization;
using System.Text;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Race;

/// <summary>The page's section on threads and labels.</summary>
internal static class ScalingReport
{
    public static string Write(IReadOnlyList<ScalingResult> results)
    {
        if (results.Count == 0)
            return "";
        StringBuilder text = new("## Scaling\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`--sampler X {string.Join(' ', ScalingBenchmark.Settings)}`, 600,000 samples: ");
        text.Append("12 epochs on a67k, 6 on a670k. Examples a second are those of the last 500,000, between rebuilds; what a rebuild of ");
        text.Append("all rows takes stands beside them. The rebuild settings are not the defaults, by which so short a ");
        text.Append("training on a670k would build no tables.\n\n");
        text.Append(Table(results)).Append('\n');
        foreach (ScalingResult result in results.Where(result => result.Failed > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {result.Data}, {result.Sampler}, threads: {result.Threads}: ");
            text.Append(CultureInfo.InvariantCulture, $"{result.Failed} runs failed.\n");
        }
        return text.ToString().TrimEnd('\n') + "\n\n";
    }

    private static MarkdownTable Table(IReadOnlyList<ScalingResult> results)
    {
        MarkdownTable table = new(
            2, "data", "sampler", "labels", "threads", "examples/s", "x one thread", "x 67,000 labels", "active neurons", "a rebuild s");
        foreach (ScalingResult result in results)
        {
            table.Add(
                result.Data, result.Sampler, Cell.Number(result.Labels, "N0"), Cell.Number(result.Threads, "0"),
                Cell.Number(result.ExamplesPerSecond, "N0"),
                Ratio(result, other => other.Data == result.Data && other.Sampler == result.Sampler && other.Threads == 1),
                Ratio(result, other => other.Labels < result.Labels && other.Sampler == result.Sampler && other.Threads == result.Threads),
                Cell.Number(result.ActiveNeurons, "N0"), Cell.Number(result.RebuildSeconds, "0.00"));
        }
        return table;

        string Ratio(ScalingResult result, Func<ScalingResult, bool> isBase) =>
            results.FirstOrDefault(other => other != result && isBase(other)) is { } other
                ? Cell.Number(result.SpeedRelativeTo(other), "0.00") : "";
    }
}
