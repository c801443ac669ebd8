using System.CommandLine;
using Glissade.Runner.Data;
using Glissade.Runner.Products;
using Glissade.Runner.Reports;
using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>runner race: P@1 against training time of several methods to docs/benchmarks/race.md, .csv and a plot a task.</summary>
internal sealed class RaceCommand
{
    private const string PageName = "race.md";

    private static readonly string[] MethodNames =
        [.. RaceTask.All.SelectMany(task => task.Methods).Select(method => method.Name).Distinct()];

    private readonly DataOptions<RaceTask> data = new(RaceTask.All, "task");

    private readonly RunOptions runs = new();

    private readonly Option<string?> methods = new("--methods")
    {
        HelpName = "NAME[,NAME...]",
        Description = $"these methods only, of {string.Join(", ", MethodNames)}",
    };

    private readonly Option<string?> yardstick = new("--yardstick")
    {
        HelpName = "FILE",
        Description = "an external program that takes part, called as bench/README.md tells [default: none]",
    };

    private readonly Option<string?> work = new("--work")
    {
        HelpName = "DIR",
        Description = "keep made data there, and take what an earlier run made [default: a temporary folder]",
    };

    private readonly Option<string?> output = new("--output")
    {
        HelpName = "DIR",
        Description = $"folder to write {PageName}, {RaceCsv.FileName} and plots to [default: docs/benchmarks of the repository]",
    };

    private RaceCommand()
    {
    }

    public static Command Create()
    {
        RaceCommand action = new();
        Command command = new(
            "race", "Trains by several methods, and an external program if given; tabulates and plots P@1 against training time.");
        action.data.AddTo(command);
        action.runs.AddTo(command);
        foreach (Option option in (Option[])[action.methods, action.yardstick, action.work, action.output])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        RacePlan plan = Plan(parsed);
        string folder = parsed.GetValue(output) ?? Path.Combine(Repository.Root(), "docs", "benchmarks");
        Directory.CreateDirectory(folder);
        AtomicFile.CheckWritable(Path.Combine(folder, PageName));
        if (plan.Yardstick is not null && OpenBlas.Overrides() is { Count: > 0 } overrides)
        {
            Console.Error.WriteLine(
                $"the yardstick may not run as it would by itself; the environment sets {string.Join(", ", overrides)}");
        }
        using WorkFolder workFolder = new(plan.WorkFolder);
        IReadOnlyList<RaceResult> results = await new RaceBenchmark(plan, workFolder.Path, Console.Error).Run(cancellation);
        IReadOnlyList<ScalingResult> scaling = await new ScalingBenchmark(plan, workFolder.Path, Console.Error).Run(cancellation);
        foreach (RaceResult result in results)
            RacePlot.Write(folder, result);
        PageOptions.Write(Path.Combine(folder, RaceCsv.FileName), RaceCsv.Write(results));
        PageOptions.Write(
            Path.Combine(folder, PageName), RaceReport.Write(plan, results, scaling, DateOnly.FromDateTime(DateTime.UtcNow)));
        bool failed = results.Any(result => result.Methods.Any(method => method.Failed > 0)) || scaling.Any(result => result.Failed > 0);
        return failed ? 1 : 0;
    }

    private RacePlan Plan(ParseResult parsed)
    {
        IReadOnlyList<string> wanted = NameList.Split(parsed.GetValue(methods));
        NameList.Check("--methods", "method", wanted, MethodNames);
        string? program = parsed.GetValue(yardstick) is { } file ? Path.GetFullPath(file) : null;
        if (program is not null && !File.Exists(program))
            throw new UsageException($"--yardstick: there is no {program}");
        IEnumerable<RaceMethod> yardsticks = RaceTask.All.SelectMany(task => task.Methods).Where(method => method.IsYardstick);
        if (program is null && yardsticks.Any(method => wanted.Contains(method.Name)))
            throw new UsageException("--methods names a yardstick, which takes --yardstick too");
        RaceTask[] tasks =
        [
            .. data.Select(parsed)
                .Select(task => task with
                {
                    Methods =
                    [
                        .. task.Methods.Where(method =>
                            (wanted.Count == 0 || wanted.Contains(method.Name)) && (program is not null || !method.IsYardstick)),
                    ],
                })
                .Where(task => task.Methods.Count > 0),
        ];
        return tasks.Length > 0
            ? new RacePlan(
                data.Folder(parsed), tasks, runs.Runs(parsed), runs.Threads(parsed), program, parsed.GetValue(work), data.Only(parsed),
                wanted)
            : throw new UsageException("none of the methods takes part in any of the tasks");
    }
}
