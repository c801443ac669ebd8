using System.Globalization;
using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>
/// Runs every method on every task, round by round, all methods taking turns within a round, so that a machine whose speed drifts slows all
/// of them alike.
/// </summary>
internal sealed class RaceBenchmark(RacePlan plan, string workFolder, TextWriter messages)
{
    private readonly TrainCommand command = new(workFolder, messages);

    /// <summary>Runs everything. A run that fails is reported and counted, and the others go on.</summary>
    public async Task<IReadOnlyList<RaceResult>> Run(CancellationToken cancellation)
    {
        List<RaceResult> results = [];
        foreach (RaceTask task in plan.Tasks)
            results.Add(await Run(task, cancellation));
        return results;
    }

    private async Task<RaceResult> Run(RaceTask task, CancellationToken cancellation)
    {
        messages.WriteLine($"{task.Name}: prepares the data");
        DataFiles files = await task.Data.Prepare(plan.DataFolder, workFolder, cancellation);
        DataShape shape = DataShape.Of(files);
        int hidden = task.Hidden ?? (task.Data.Told with { Ensemble = 1 }).Resolve(shape.Train).HiddenSizes[^1];
        RaceResult result = new(task, shape, hidden, [.. task.Methods.Select(method => new MethodResult(method))]);
        for (int round = 1; round <= plan.Runs; round++)
        {
            foreach (MethodResult method in result.Methods.Where(method => round <= method.Method.MaximumRuns))
            {
                messages.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{task.Name}, {method.Method.Title}, run {round} of {method.Method.RunsOf(plan.Runs)}: "));
                messages.Flush();
                RaceRun? run = method.Method.IsYardstick
                    ? await RunYardstick(method.Method, round, files, shape, cancellation)
                    : await RunCommand(task, method.Method, round, files, cancellation);
                if (run is null)
                    method.Failed++;
                else
                    method.Runs.Add(run);
            }
        }
        return result;
    }

    private async Task<RaceRun?> RunCommand(
        RaceTask task, RaceMethod method, int round, DataFiles files, CancellationToken cancellation)
    {
        TrainingRun? run = await command.Run(
            PartFor(task, method, files), [.. task.Data.Ranking.Options(files), .. method.TrainArguments(task)], plan.Threads, round, cancellation);
        return run is null ? null : RaceRun.Of(round, run);
    }

    /// <summary>All points, or as many as the method is measured on, then without test points.</summary>
    private DataFiles PartFor(RaceTask task, RaceMethod method, DataFiles files)
    {
        if (method.Points is not { } points)
            return files;
        string path = Path.Combine(workFolder, string.Create(CultureInfo.InvariantCulture, $"{task.Name}_first_{points}.txt"));
        FirstPoints.Write(files.TrainPath, points, path);
        return new DataFiles(path, null);
    }

    private async Task<RaceRun?> RunYardstick(
        RaceMethod method, int round, DataFiles files, DataShape shape, CancellationToken cancellation)
    {
        ChildResult result = await YardstickProcess.Run(plan.Yardstick!, method, plan.Threads, files, shape.TestPoints, cancellation);
        if (result.ExitCode != 0)
        {
            messages.WriteLine($"failed with exit code {result.ExitCode}\n{result.Messages.TrimEnd()}");
            return null;
        }
        try
        {
            RaceRun run = YardstickOutput.Parse(result.Output, method.Epochs, shape.TestPoints, round, result.PeakBytes);
            messages.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"P@1 {100 * run.PrecisionAt1:0.00} % after {run.Seconds:0.0} s, {run.ExamplesPerSecond:N0} examples/s"));
            return run;
        }
        catch (DataFormatException exception)
        {
            messages.WriteLine(exception.Message);
            return null;
        }
    }
}
