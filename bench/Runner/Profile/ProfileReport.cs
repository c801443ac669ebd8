using System.Globalization;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Profile;

/// <summary>Writes the results as a page in Markdown.</summary>
internal static class ProfileReport
{
    public static string Write(IReadOnlyList<ProfileResult> results)
    {
        StringBuilder page = new(Heading());
        foreach (ProfileResult result in results)
            page.Append(Section(result));
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Heading() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Where a training step's time goes

        Written by `bench/Runner`; do not edit by hand. To reproduce: `dotnet run -c Release --project bench/Runner -- profile`

        - Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {NativeFeatures.Instructions}
        - .NET {Environment.Version}; Glissade {LibraryVersion.Text()}; date: {DateTime.UtcNow:yyyy-MM-dd}

        Synthetic data, 128 hidden units and defaults otherwise, after two epochs of training. The engine's step has no clocks in it: it is
        replayed from the same parts in the same order with a mark of the time after each, checked to compute the same loss, and shown
        beside the engine's own step, which takes turns with it. Rebuilding the tables is no part of a step ([race](race.md) shows it).

        - us: a thread's time for a sample, median over the rounds. With n threads n samples are under way, so divide by n for the
          machine's time.
        - KB: bytes (10^3) of weight rows and optimizer state that must come from memory or go there for a sample: each of a batch's
          distinct rows once for a pass, not counting what the step itself has just brought into the cache. kflop: floating-point
          operations (10^3) counted from the shapes. Parts without either are bound by neither, but by instructions.
        - bound us: a thread's time for these at the rates that bare loops reach in the same rounds with as many threads, on the network's
          own matrices, every row in random order (each thread has its share of the rates). Of the bound: bound us / us. More than 100 %
          means that rows were in a cache, from the pass before or, as frequent features' are, from earlier batches.


        """);

    private static string Section(ProfileResult result)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"## {result.Data}, {result.Sampler}, {result.Threads} ");
        text.Append(result.Threads == 1 ? "thread\n\n" : "threads\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{result.Labels:N0} labels, {result.ActiveNeurons:N0} output rows a batch. ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"The engine's own step: {result.EngineMicroseconds:0.0} us a sample; the parts' sum: {result.Microseconds:0.0} us. ");
        text.Append(Bounds(result.Bounds).ReplaceLineEndings(" ")).Append("\n\n").Append(Table(result)).Append('\n');
        return text.ToString();
    }

    private static string Bounds(MachineBounds bounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Bounds: random rows of the embedding {bounds.EmbeddingRead / 1e9:0.0} GB/s read, {bounds.EmbeddingReadWrite / 1e9:0.0} read and
        written, of the output layer {bounds.OutputRead / 1e9:0.0} and {bounds.OutputReadWrite / 1e9:0.0};
        {bounds.MultiplyAdd / 1e9:0} Gflop/s.
        """);

    private static MarkdownTable Table(ProfileResult result)
    {
        MarkdownTable table = new(1, "part", "us", "%", "KB", "kflop", "bound us", "of the bound");
        foreach (PartResult part in result.Parts)
        {
            bool bounded = part.BoundMicroseconds > 0;
            table.Add(
                StepParts.Title(part.Part), Cell.Number(part.Microseconds, "0.00"),
                Cell.Number(100 * part.Microseconds / result.Microseconds, "0.0"),
                part.Work.Bytes > 0 ? Cell.Number(part.Work.Bytes / 1e3, "0.0") : "",
                part.Work.Operations > 0 ? Cell.Number(part.Work.Operations / 1e3, "N0") : "",
                bounded ? Cell.Number(part.BoundMicroseconds, "0.00") : "",
                bounded ? Cell.Number(100 * part.BoundMicroseconds / part.Microseconds, "0") + " %" : "");
        }
        table.Add(
            "all", Cell.Number(result.Microseconds, "0.00"), "100.0", Cell.Number(result.Parts.Sum(part => part.Work.Bytes) / 1e3, "0.0"),
            Cell.Number(result.Parts.Sum(part => part.Work.Operations) / 1e3, "N0"),
            Cell.Number(result.Parts.Sum(part => part.BoundMicroseconds), "0.00"),
            Cell.Number(100 * result.Parts.Sum(part => part.BoundMicroseconds) / result.Microseconds, "0") + " %");
        return table;
    }
}
