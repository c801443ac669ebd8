using System.CommandLine;
using System.Globalization;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Roofline;

/// <summary>runner roofline: this machine's bounds and the fraction of them that each hot kernel reaches, to docs/benchmarks/roofline.md.</summary>
internal sealed class RooflineCommand
{
    private readonly PageOptions page = new("roofline.md", defaultRounds: 9);

    private readonly ThreadsOption threads = new("1 to N");

    private RooflineCommand()
    {
    }

    public static Command Create()
    {
        RooflineCommand action = new();
        Command command = new("roofline", "Measures memory and multiply-add bounds, and how near the kernels come to them. Takes up to 2.7 GB.");
        action.threads.AddTo(command);
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private static string Title(RooflineBound bound, int rowBytes) => bound switch
    {
        RooflineBound.SequentialRead => $"read {rowBytes}-byte rows in order",
        RooflineBound.RandomRead => $"read random {rowBytes}-byte rows",
        RooflineBound.RandomReadWrite => $"read and write random {rowBytes}-byte rows",
        _ => "multiply-adds",
    };

    private static string Number(double value) => value.ToString(value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);

    private int Run(ParseResult parsed)
    {
        int most = threads.Most(parsed);
        int repeats = page.Rounds(parsed);
        string path = page.Target(parsed);
        StringBuilder text = new(Heading());
        for (int count = 1; count <= most; count++)
        {
            Console.Error.WriteLine($"measuring with {count} of {most} threads");
            using RooflineBenchmark benchmark = new(count);
            IReadOnlyList<RooflineEntry> entries = benchmark.Run(repeats);
            text.Append(CultureInfo.InvariantCulture, $"\n## {count} {(count == 1 ? "thread" : "threads")}\n\n{Tables(entries)}");
        }
        PageOptions.Write(path, text.ToString());
        return 0;
    }

    private static string Heading() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Roofline

        Written by `bench/Runner`; do not edit by hand. To reproduce: `dotnet run -c Release --project bench/Runner -- roofline`

        - Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {CpuTier.Name}
        - .NET {Environment.Version}; date: {DateTime.UtcNow:yyyy-MM-dd}

        Rows are 128 numbers, of 512 bytes in single precision and 256 as bfloat16, out of 670,091, each visited once in random order. Bounds are
        the best of several prefetch distances, by loops that do nothing else. Bytes are those of rows read and written, and of the
        cache line with a row's few bytes of optimizer state. Updates of bf16 rows compute more than they move: they are bound by instructions. Products are those of a block of 128 neurons with a batch of 256 samples. GB are 10^9 bytes.

        """);

    private static string Tables(IReadOnlyList<RooflineEntry> entries)
    {
        Dictionary<(RooflineBound, int), double> bounds = entries.Where(entry => entry.Kernel is null)
            .GroupBy(entry => (entry.Bound, entry.RowBytes)).ToDictionary(group => group.Key, group => group.Max(entry => entry.Rate));
        MarkdownTable limits = new(1, "bound", "rate", "unit");
        foreach (((RooflineBound bound, int rowBytes), double rate) in bounds)
            limits.Add(Title(bound, rowBytes), Number(rate), Unit(bound));
        MarkdownTable kernels = new(2, "kernel", "bound", "rate", "unit", "of the bound");
        foreach (RooflineEntry entry in entries.Where(entry => entry.Kernel is not null))
        {
            string share = (entry.Rate / bounds[(entry.Bound, entry.RowBytes)]).ToString("P0", CultureInfo.InvariantCulture);
            kernels.Add(entry.Kernel!, Title(entry.Bound, entry.RowBytes), Number(entry.Rate), Unit(entry.Bound), share);
        }
        return $"{limits}\n{kernels}";
    }

    private static string Unit(RooflineBound bound) => bound == RooflineBound.MultiplyAdd ? "Gflop/s" : "GB/s";
}
