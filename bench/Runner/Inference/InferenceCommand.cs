using System.CommandLine;
using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Inference;

/// <summary>runner inference: questions answered exactly and approximately, to docs/benchmarks/inference.md and .csv.</summary>
internal sealed class InferenceCommand
{
    private readonly DataOptions<InferenceTask> data = new(InferenceTask.All, "task");
    private readonly PageOptions page = new(InferenceReport.PageName, defaultRounds: 3);
    private readonly ThreadsOption threads = new("1 and N");

    private readonly Option<int> queries = new("--queries")
    {
        HelpName = "N",
        Description = "test points that are asked, the first ones",
        DefaultValueFactory = _ => 2000,
    };

    private readonly Option<string?> work = new("--work")
    {
        HelpName = "DIR",
        Description = "keep models and queries there, for a later run and for bench/external/inference_peers.py",
    };

    private readonly Option<string?> peers = new("--peers")
    {
        HelpName = "FILE",
        Description = "show the results of bench/external/inference_peers.py on the models in --work too",
    };

    private InferenceCommand()
    {
    }

    public static Command Create()
    {
        InferenceCommand action = new();
        Command command = new(
            "inference", "Trains a model a task; measures latency, throughput and accuracy of exact and approximate answers.");
        action.data.AddTo(command);
        foreach (Option option in (Option[])[action.queries, action.work, action.peers])
            command.Options.Add(option);
        action.threads.AddTo(command);
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        int count = parsed.GetValue(queries);
        if (count < 1)
            throw new UsageException($"--queries must be positive, but is {count}");
        string? folder = parsed.GetValue(work);
        if (folder is not null)
            Directory.CreateDirectory(folder);
        string? file = parsed.GetValue(peers);
        if (file is not null && folder is null)
            throw new UsageException("--peers needs --work, the folder of the models that the peers were measured on");
        InferencePlan plan = new(
            data.Folder(parsed), count, page.Rounds(parsed), threads.Most(parsed), folder, file is null ? null : InferencePeers.Read(file));
        IReadOnlyList<InferenceTask> tasks = data.Select(parsed);
        string target = page.Target(parsed);
        InferenceBenchmark benchmark = new(plan, Console.Error);
        IReadOnlyList<InferenceTaskResult> results = [.. tasks.Select(task => benchmark.Run(task, cancellation))];
        PageOptions.Write(Path.Combine(Path.GetDirectoryName(target)!, InferenceReport.CsvName), InferenceReport.WriteCsv(results));
        PageOptions.Write(target, InferenceReport.Write(plan, results, DateOnly.FromDateTime(DateTime.UtcNow)));
        return Task.FromResult(0);
    }
}
