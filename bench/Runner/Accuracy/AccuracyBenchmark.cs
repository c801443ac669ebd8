using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>
/// Trains with every value of one setting on every data set, with defaults for all others. Values take turns (full, uniform, lsh, full, ...),
/// so that a machine whose speed drifts slows all of them alike.
/// </summary>
internal sealed class AccuracyBenchmark(AccuracyPlan plan, TextWriter messages)
{
    /// <summary>Runs everything. A run that fails is reported and counted, and the others go on.</summary>
    public async Task<IReadOnlyList<AccuracyResult>> Run(CancellationToken cancellation)
    {
        using WorkFolder work = new(null);
        List<AccuracyResult> results = [];
        foreach (BenchmarkData task in plan.Tasks)
            results.Add(await Run(task, work.Path, cancellation));
        return results;
    }

    private async Task<AccuracyResult> Run(BenchmarkData task, string workFolder, CancellationToken cancellation)
    {
        DataFiles files = await task.Prepare(plan.DataFolder, workFolder, cancellation);
        DataShape shape = DataShape.Of(files);
        AccuracyResult result = new(
            task, shape, plan.Axis.DefaultOn(shape.Train), [.. plan.Axis.Values.Select(value => new VariantResult(value))]);
        TrainCommand command = new(workFolder, messages);
        string[] sampler = plan.Axis.Sampler is { } name ? ["--sampler", name] : [];
        for (int seed = 1; seed <= plan.Runs; seed++)
        {
            foreach (VariantResult variant in result.Variants)
            {
                messages.Write($"{task.Name}, {variant.Name}, seed {seed}: ");
                messages.Flush();
                TrainingRun? run = await command.Run(
                    files, [.. sampler, $"--{plan.Axis.Name}", variant.Name], plan.Threads, seed, cancellation);
                if (run is null)
                    variant.Failed++;
                else
                    variant.Runs.Add(run);
            }
        }
        return result;
    }
}
