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

    private readonly Option<string?> output = FigureOutput.Option();

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
        string varied = parsed.GetValue(vary) ?? "";
        AccuracyAxis axis = AccuracyAxis.All.FirstOrDefault(axis => axis.Name == varied)
            ?? throw new UsageException($"--vary: no setting \"{varied}\", expected {AxisNames}");
        AccuracyPlan plan = new(
            $"accuracy --vary {axis.Name}", data.Folder(parsed), data.Select(parsed, axis.Tasks), runs.Runs(parsed), runs.Threads(parsed),
            data.Only(parsed));
        string path = FigureOutput.Target(parsed.GetValue(output), axis.FileName);
        IReadOnlyList<AccuracyResult> results =
            await new AccuracyBenchmark(plan, (task, _) => axis.VariantsOn(task), Console.Error).Run(cancellation);
        return FigureOutput.Write(path, AccuracyReport.Write(axis, plan, results, DateOnly.FromDateTime(DateTime.UtcNow)), results);
    }
}
