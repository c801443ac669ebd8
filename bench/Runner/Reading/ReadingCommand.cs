using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Glissade.Kernels;
using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Reading;

/// <summary>runner reading: how fast each format is read, to docs/benchmarks/reading.md.</summary>
internal sealed class ReadingCommand
{
    private readonly PageOptions page = new("reading.md", defaultRounds: 9);
    private readonly ThreadsOption threads = new("1 and N");

    private ReadingCommand()
    {
    }

    public static Command Create()
    {
        ReadingCommand action = new();
        Command command = new("reading", "Measures how fast data in each format is read. Takes 1 GB.");
        action.threads.AddTo(command);
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int most = threads.Most(parsed);
        int rounds = page.Rounds(parsed);
        string path = page.Target(parsed);
        using WorkFolder folder = new(null);
        Console.Error.WriteLine("making the data");
        Dataset data = SyntheticDataset.Generate(SyntheticPresets.A67K with { TestCount = 0 }).Train;
        IReadOnlyList<ReadingCase> cases = ReadingCases.Of(data, folder.Path);
        double[,][] rates = new double[cases.Count, 2][];
        for (int i = 0; i < cases.Count; i++)
            rates[i, 0] = rates[i, 1] = [];
        // The first round is for the JIT.
        for (int round = -1; round < rounds; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {rounds}");
            for (int i = 0; i < cases.Count; i++)
            {
                Check(cases[i], data);
                double one = Rate(cases[i], 1);
                double all = cases[i].UsesThreads && most > 1 ? Rate(cases[i], most) : double.NaN;
                if (round < 0)
                    continue;
                rates[i, 0] = [.. rates[i, 0], one];
                rates[i, 1] = [.. rates[i, 1], all];
            }
        }
        string withMost = string.Create(CultureInfo.InvariantCulture, $"MB/s, {most} threads");
        MarkdownTable table = new(1, "format", "MB", "MB/s, 1 thread", withMost, "points/s, 1 thread");
        for (int i = 0; i < cases.Count; i++)
        {
            double one = Median.Of(rates[i, 0]);
            double points = one / cases[i].Megabytes * data.Count;
            table.Add([cases[i].Name, Whole(cases[i].Megabytes), Whole(one), Whole(Median.Of(rates[i, 1])), Whole(points)]);
        }
        PageOptions.Write(path, Heading(data) + table);
        return 0;
    }

    /// <summary>Millions of bytes of unpacked text a second.</summary>
    private static double Rate(ReadingCase read, int threads)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        Dataset data = read.Read(threads);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive(data);
        return read.Megabytes / seconds;
    }

    private static void Check(ReadingCase read, Dataset expected)
    {
        Dataset found = read.Read(1);
        if ((found.Count, found.LabelEntryCount) != (expected.Count, expected.LabelEntryCount))
            throw new InvalidOperationException($"{read.Name}: read {found.Count} points, but {expected.Count} were written");
    }

    private static string Whole(double value) => double.IsNaN(value) ? "" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Heading(Dataset data) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Reading data

        Written by `bench/Runner`; do not edit by hand. To reproduce: `dotnet run -c Release --project bench/Runner -- reading`

        - Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {CpuTier.Name}
        - .NET {Environment.Version}; date: {DateTime.UtcNow:yyyy-MM-dd}

        `glissade data generate --preset a67k`, {data.Count:N0} points with {data.FeatureEntryCount:N0} stored features, in every format: millions
        of bytes of unpacked text read in a second, out of memory into a whole data set; medians over rounds in which all formats take
        turns. For texts, features have words, which are counted and numbered. With 1 thread the calling thread does everything,
        unpacking included; with more, it unpacks and cuts the file into chunks or texts, and others parse or find words. The
        cache is mapped from a file that the system has in memory, every byte compared with its checksum and every id looked at.


        """);
}
