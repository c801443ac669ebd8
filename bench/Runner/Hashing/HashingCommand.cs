using System.CommandLine;
using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Hashing;

/// <summary>runner hashing: retrievers over trained output layers to docs/benchmarks/hashing.md, .csv and plots.</summary>
internal sealed class HashingCommand
{
    private const string PageName = "hashing.md";

    private readonly DataOptions<HashingTask> data = new(HashingTask.All, "task");

    private readonly Option<int> queries = new("--queries")
    {
        HelpName = "N",
        Description = "test points that become queries, spread over the file",
        DefaultValueFactory = _ => 2000,
    };

    private readonly Option<int?> epochs = new("--epochs")
    {
        HelpName = "E",
        Description = "passes over the training points [default: what training takes; 2 of a67k and skip-gram]",
    };

    private readonly Option<string?> work = new("--work")
    {
        HelpName = "DIR",
        Description = "keep models and queries there, for a later run and for bench/external/retrieval_peers.py",
    };

    private readonly Option<string?> peers = new("--peers")
    {
        HelpName = "FILE",
        Description = "show the results of bench/external/retrieval_peers.py on the models in --work too",
    };

    private readonly Option<string?> output = new("--output")
    {
        HelpName = "DIR",
        Description = $"folder to write {PageName}, {HashingCsv.FileName} and plots to [default: docs/benchmarks of the repository]",
    };

    private HashingCommand()
    {
    }

    public static Command Create()
    {
        HashingCommand action = new();
        Command command = new("hashing", "Trains a model a task; measures what hash tables find in its output layer, and at what cost.");
        action.data.AddTo(command);
        foreach (Option option in (Option[])[action.queries, action.epochs, action.work, action.peers, action.output])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        HashingPlan plan = Plan(parsed);
        string folder = parsed.GetValue(output) ?? Path.Combine(Repository.Root(), "docs", "benchmarks");
        Directory.CreateDirectory(folder);
        AtomicFile.CheckWritable(Path.Combine(folder, PageName));
        IReadOnlyList<HashingResult> results = new HashingBenchmark(plan, Console.Error).Run(cancellation);
        IReadOnlyList<RebuildResult> rebuilds = RebuildMeasurement.Run(Console.Error, cancellation);
        foreach (HashingResult result in results)
        {
            FrontierPlot.Write(Path.Combine(folder, FrontierPlot.FileName(result.Task)), result);
            LoadPlot.Write(Path.Combine(folder, LoadPlot.FileName(result.Task)), result);
        }
        PageOptions.Write(Path.Combine(folder, HashingCsv.FileName), HashingCsv.Write(results));
        PageOptions.Write(Path.Combine(folder, PageName), HashingReport.Write(plan, results, rebuilds, DateOnly.FromDateTime(DateTime.UtcNow)));
        return Task.FromResult(0);
    }

    private HashingPlan Plan(ParseResult parsed)
    {
        IReadOnlyList<HashingTask> tasks = data.Select(parsed);
        string? workFolder = parsed.GetValue(work);
        if (workFolder is not null)
            Directory.CreateDirectory(workFolder);
        string? peersFile = parsed.GetValue(peers);
        if (peersFile is not null && workFolder is null)
            throw new UsageException("--peers needs --work, the folder of the models that the peers were measured on");
        return new HashingPlan(
            data.Folder(parsed), tasks, Positive("--queries", parsed.GetValue(queries)),
            parsed.GetValue(epochs) is { } count ? Positive("--epochs", count) : null,
            workFolder, peersFile is null ? null : PeerResults.Read(peersFile), data.Only(parsed));
    }

    private static int Positive(string name, int value) =>
        value > 0 ? value : throw new UsageException($"{name} must be positive, but is {value}");
}
