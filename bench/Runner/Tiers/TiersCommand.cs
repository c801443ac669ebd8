using System.CommandLine;
using System.Globalization;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Tiers;

/// <summary>runner tiers: each kernel at 512, 256 and 128 bits and by its definition, to docs/benchmarks/tiers.md.</summary>
internal sealed class TiersCommand
{
    private static readonly (int Length, string Title)[] Lengths =
    [
        (128, "Rows of 128 elements"),
        (144, "Rows of 129 elements, padded to 144"),
        (512, "Rows of 512 elements"),
    ];

    private readonly PageOptions page = new("tiers.md", defaultRounds: 31);

    private TiersCommand()
    {
    }

    public static Command Create()
    {
        TiersCommand action = new();
        Command command = new("tiers", "Measures each kernel at each vector width on data in the first-level cache.");
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int rounds = page.Rounds(parsed);
        string path = page.Target(parsed);
        StringBuilder text = new(Heading());
        foreach ((int length, string title) in Lengths)
        {
            Console.Error.WriteLine($"measuring rows of {length} elements");
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{Table(TiersBenchmark.Run(length, rounds))}");
        }
        PageOptions.Write(path, text.ToString());
        return 0;
    }

    private static string Heading() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Kernels by vector width

        Written by `bench/Runner`; do not edit by hand. To reproduce: `dotnet run -c Release --project bench/Runner -- tiers`

        - Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {CpuTier.Name}
        - .NET {Environment.Version}; date: {DateTime.UtcNow:yyyy-MM-dd}

        Nanoseconds for one row, medians over rounds in which all kernels and widths take turns, in one process and on one thread. All
        operands are in the first-level cache. A kernel is called by its generic method at each width, so what is compared is the same code
        in other registers; "definition" is the scalar method that tests hold it against, with sums in double precision. The first line is
        what a measurement costs in itself; it is contained in the others, and ratios are therefore rather too near to 1 than too far.
        In a process with AVX-512 the narrower widths may use its instructions and its 32 registers too: a machine without it is no faster
        than the 256-bit column.

        """);

    private static string Table(IReadOnlyList<TierResult> results)
    {
        MarkdownTable table = new(1, "kernel", "512 bits", "256 bits", "128 bits", "definition", "256 / 512", "128 / 256");
        foreach (TierResult result in results)
        {
            table.Add(
                result.Kernel, Number(result.Vector512), Number(result.Vector256), Number(result.Vector128), Number(result.Definition),
                Ratio(result.Vector256 / result.Vector512), Ratio(result.Vector128 / result.Vector256));
        }
        return table.ToString();
    }

    private static string Number(double value) => Cell(value, value < 100 ? "F1" : "F0");

    private static string Ratio(double value) => Cell(value, "F2");

    private static string Cell(double value, string format) =>
        double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
