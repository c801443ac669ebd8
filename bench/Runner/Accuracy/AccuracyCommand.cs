using System.CommandLine;

namespace Glissade.Runner.Accuracy;

/// <summary>runner accuracy: data sets x values of a setting to docs/benchmarks, for instance x samplers to accuracy.md.</summary>
internal sealed class AccuracyCommand
{
    private static readonly string TaskNames = string.Join(", ", AccuracyTask.All.Select(task => task.Name));

    private static readonly string AxisNames = string.Join("|", AccuracyAxis.All.Select(axis => axis.Name));

    private readonly Option<string> vary = new("--vary")
    {
        HelpName = AxisNames,
        Description = "the setting that is varied; all others stay at their defaults",
        DefaultValueFactory = _ => AccuracyAxis.All[0].Name,
    };

    private readonly Option<string?> data = new("--data")
    {
        HelpName = "DIR",
        Description = "folder of the data sets [default: ../shared/data, seen from the repository's root]",
    };

    private readonly Option<int> runs = new("--runs")
    {
        HelpName = "N",
        Description = "runs of each value, with seeds from 1",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<int> threads = new("--threads")
    {
        HelpName = "N",
        Description = "worker threads of each run",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<string?> only = new("--only")
    {
        HelpName = "NAME[,NAME...]",
        Description = $"these data sets only, of {TaskNames}",
    };

    private readonly Option<string?> output = new("--output")
    {
        HelpName = "DIR",
        Description = "folder to write the page to [default: docs/benchmarks of the repository]",
    };

    private AccuracyCommand()
    {
    }

    public static Command Create()
    {
        AccuracyCommand action = new();
        Command command = new("accuracy", "Trains with every value of a setting on every data set; tabulates accuracy, speed and memory.");
        foreach (Option option in (Option[])[action.vary, action.data, action.runs, action.threads, action.only, action.output])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        AccuracyPlan plan = Plan(parsed);
        string folder = parsed.GetValue(output) ?? Path.Combine(Repository.Root(), "docs", "benchmarks");
        Directory.CreateDirectory(folder);
        IReadOnlyList<AccuracyResult> results = await new AccuracyBenchmark(plan, Console.Error).Run(cancellation);
        string path = Path.Combine(folder, plan.Axis.FileName);
        await File.WriteAllTextAsync(path, AccuracyReport.Write(plan, results, DateOnly.FromDateTime(DateTime.UtcNow)), cancellation);
        await Console.Error.WriteLineAsync($"wrote {path}");
        return results.Any(result => result.Variants.Any(variant => variant.Failed > 0)) ? 1 : 0;
    }

    private AccuracyPlan Plan(ParseResult parsed)
    {
        string folder = Path.GetFullPath(parsed.GetValue(data) ?? Path.Combine(Repository.Root(), "..", "shared", "data"));
        string[] names = parsed.GetValue(only)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (string name in names)
        {
            if (AccuracyTask.All.All(task => task.Name != name))
                throw new UsageException($"--only: no data set \"{name}\", expected some of {TaskNames}");
        }
        string varied = parsed.GetValue(vary) ?? "";
        AccuracyAxis axis = AccuracyAxis.All.FirstOrDefault(axis => axis.Name == varied)
            ?? throw new UsageException($"--vary: no setting \"{varied}\", expected {AxisNames}");
        List<AccuracyTask> tasks = [];
        IReadOnlyList<string> wanted = names.Length == 0 ? axis.Tasks : names;
        foreach (AccuracyTask task in AccuracyTask.All.Where(task => wanted.Contains(task.Name)))
        {
            if (task.MissingFrom(folder) is { } missing)
                Console.Error.WriteLine($"{task.Name}: skipped, there is no {Path.Combine(folder, missing)}");
            else
                tasks.Add(task);
        }
        return tasks.Count > 0
            ? new AccuracyPlan(axis, folder, tasks, Positive(parsed, runs), Positive(parsed, threads), names)
            : throw new UsageException("there is no data to run on");
    }

    private static int Positive(ParseResult parsed, Option<int> option)
    {
        int value = parsed.GetValue(option);
        return value > 0 ? value : throw new UsageException($"{option.Name} must be positive, but is {value}");
    }
}
