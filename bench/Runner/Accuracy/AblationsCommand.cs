using System.CommandLine;
using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>runner ablations: data sets x parts of the default recipe, each left out, to docs/benchmarks/ablations.md.</summary>
internal sealed class AblationsCommand
{
    private static readonly string[] UsualTasks = ["citeulike-t", "eurlex57k", "gowalla", "wn18rr"];

    private readonly DataOptions<BenchmarkData> data = new(BenchmarkData.All, "data set");
    private readonly RunOptions runs = new();
    private readonly Option<string?> output = FigureOutput.Option();

    private AblationsCommand()
    {
    }

    public static Command Create()
    {
        AblationsCommand action = new();
        Command command = new("ablations", "Trains by the default recipe and without each of its parts; tabulates what they are worth.");
        action.data.AddTo(command);
        action.runs.AddTo(command);
        command.Options.Add(action.output);
        command.SetAction(action.Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        AccuracyPlan plan = new(
            "ablations", data.Folder(parsed), data.Select(parsed, UsualTasks), runs.Runs(parsed), runs.Threads(parsed), data.Only(parsed));
        string path = FigureOutput.Target(parsed.GetValue(output), "ablations.md");
        IReadOnlyList<AccuracyResult> results =
            await new AccuracyBenchmark(plan, Ablations.On, Console.Error).Run(cancellation);
        return FigureOutput.Write(path, AblationsReport.Write(plan, results, DateOnly.FromDateTime(DateTime.UtcNow)), results);
    }
}
