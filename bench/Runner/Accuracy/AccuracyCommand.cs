using System.CommandLine;
using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>runner accuracy: data sets x values of a setting to docs/benchmarks, for instance x samplers to accuracy.md.</summary>
internal sealed class AccuracyCommand
{
    private static readonly string AxisNames = string.Join("|", AccuracyAxis.All.Select(axis => axis.Name));

    private readonly Option<string> vary = new("--vary")
    {
        HelpName = AxisNames,
        Description = "the setting that is varied; all others stay at their defaults",
        DefaultValueFactory = _ => AccuracyAxis.All[0].Name,
    };

    private readonly DataOptions<BenchmarkData> data = new(BenchmarkData.All, "data set");

    private readonly RunOptions runs = new();

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
        command.Options.Add(action.vary);
        action.data.AddTo(command);
        action.runs.AddTo(command);
        command.Options.Add(action.output);
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
        string varied = parsed.GetValue(vary) ?? "";
        AccuracyAxis axis = AccuracyAxis.All.FirstOrDefault(axis => axis.Name == varied)
            ?? throw new UsageException($"--vary: no setting \"{varied}\", expected {AxisNames}");
        return new AccuracyPlan(
            axis, data.Folder(parsed), data.Select(parsed, axis.Tasks), runs.Runs(parsed), runs.Threads(parsed), data.Only(parsed));
    }
}
