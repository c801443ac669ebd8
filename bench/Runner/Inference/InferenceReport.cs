using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Inference;

/// <summary>The page and the table of all figures.</summary>
internal static class InferenceReport
{
    public const string PageName = "inference.md";
    public const string CsvName = "inference.csv";

    public static string Write(InferencePlan plan, IReadOnlyList<InferenceTaskResult> results, DateOnly date)
    {
        StringBuilder page = new();
        page.Append("# Latency and throughput of questions, exact and approximate\n\n");
        page.Append(
            "Written by `bench/Runner`; do not edit by hand. To reproduce: [bench/README.md](../../bench/README.md), `inference`.\n\n");
        page.Append(
            CultureInfo.InvariantCulture,
            $"- Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {NativeFeatures.Instructions}\n");
        page.Append(CultureInfo.InvariantCulture, $"- {RuntimeInformation.FrameworkDescription}; Glissade {LibraryVersion.Text()}\n");
        if (plan.Peers is { } peers)
            page.Append(CultureInfo.InvariantCulture, $"- Peers: {peers.Libraries}\n");
        page.Append(CultureInfo.InvariantCulture, $"- Date: {date:yyyy-MM-dd}; {plan.Rounds} rounds, all ways to answer taking turns\n\n");
        page.Append(Explanation(plan.Threads));
        foreach (InferenceTaskResult result in results)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {result.Task}\n\n{result.Labels:N0} labels, {result.Hidden} hidden units, ");
            page.Append(
                CultureInfo.InvariantCulture, $"{result.Precision}; {result.Queries:N0} questions.\n\n{Table(result, plan.Threads)}");
        }
        return page.Append(CultureInfo.InvariantCulture, $"\nAll figures are in [{CsvName}]({CsvName}).\n").ToString();
    }

    public static string WriteCsv(IReadOnlyList<InferenceTaskResult> results)
    {
        StringBuilder text = new(
            "task,method,setting,p_at_1,p_at_5,p50_us,p99_us,busy_p50_us,busy_p99_us,batch_us,parallel_batch_us,build_s,bytes\n");
        foreach (InferenceTaskResult task in results)
        {
            foreach (InferenceResult r in task.Results)
            {
                string setting = r.Setting.Replace(",", "", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"{task.Task},{r.Method},{setting},");
                text.AppendJoin(',', new[]
                {
                    r.PrecisionAt1, r.PrecisionAt5, r.MedianMicroseconds, r.SlowMicroseconds, r.BusyMedianMicroseconds,
                    r.BusySlowMicroseconds, r.BatchMicroseconds, r.ParallelBatchMicroseconds, r.BuildSeconds, r.Bytes,
                }.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture))).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Explanation(int threads) =>
        $"""
        - P@1, P@5: over the questions, percent; in brackets the difference from exact search in points.
        - One: a single question into memory of the caller, from feature ids to labels, nothing else running: microseconds, the median and what
          one in a hundred exceeds. Busy: {threads} threads ask single questions.
        - Many: all questions in one call, microseconds a question, on one thread and on {threads}.
        - Times x: the exact search's median of a single question, and its time of one among many on one thread, by this one's.
        - MB: 10^6 bytes of the index; the weights are read besides. Build: seconds from the weights to the index.
        - Codes: `--retrieval lsh` (one bit an element, all codes scanned, candidates scored exactly). Tables: `--retrieval lsh --index tables`,
          with the functions that training learned. Peers are given the hidden vectors: their times lack what it takes to get there from feature ids.

        """;

    private static MarkdownTable Table(InferenceTaskResult result, int threads)
    {
        MarkdownTable table = new(
            2, "method", "setting", "P@1", "P@5", "one, p50", "p99", "times x", "busy, p50", "p99", "many, 1", $"many, {threads}", "times x",
            "MB", "build s");
        InferenceResult exact = result.Results[0];
        foreach (InferenceResult r in result.Results)
        {
            table.Add(
                r.Method, r.Setting, Beside(r.PrecisionAt1, exact.PrecisionAt1), Beside(r.PrecisionAt5, exact.PrecisionAt5),
                Cell.Number(r.MedianMicroseconds, "N0"), Cell.Number(r.SlowMicroseconds, "N0"),
                Cell.Number(exact.MedianMicroseconds / r.MedianMicroseconds, "0.0"), Cell.Number(r.BusyMedianMicroseconds, "N0"),
                Cell.Number(r.BusySlowMicroseconds, "N0"), Cell.Number(r.BatchMicroseconds, "N0"),
                Cell.Number(r.ParallelBatchMicroseconds, "N0"), Cell.Number(exact.BatchMicroseconds / r.BatchMicroseconds, "0.0"),
                Cell.Number(r.Bytes / 1e6, "0.0"), Cell.Number(r.BuildSeconds, "0.00"));
        }
        return table;
    }

    private static string Beside(double value, double exact) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} ({100 * (value - exact):+0.00;-0.00})");
}
