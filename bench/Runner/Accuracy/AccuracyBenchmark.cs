using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>
/// Trains in several ways on every data set, with defaults for all that a way does not name. Ways take turns (full, uniform, lsh, full,
/// ...), so that a machine whose speed drifts slows all of them alike.
/// </summary>
/// <param name="plan">Data sets, runs and threads.</param>
/// <param name="variants">The ways of training on a data set.</param>
/// <param name="messages">Told what is done.</param>
internal sealed class AccuracyBenchmark(
    AccuracyPlan plan, Func<BenchmarkData, DatasetSummary, IReadOnlyList<Variant>> variants, TextWriter messages)
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
        AccuracyResult result = new(task, shape, [.. variants(task, shape.Train).Select(variant => new VariantResult(variant))]);
        TrainCommand command = new(workFolder, messages);
        string[] ranking = ["--top-k", "20", .. task.Ranking.Options(files)];
        for (int seed = 1; seed <= plan.Runs; seed++)
        {
            foreach (VariantResult variant in result.Variants)
            {
                messages.Write($"{task.Name}, {variant.Name}, seed {seed}: ");
                messages.Flush();
                TrainingRun? run = await command.Run(files, [.. ranking, .. variant.Variant.Settings], plan.Threads, seed, cancellation);
                if (run is null)
                    variant.Failed++;
                else
                    variant.Runs.Add(run);
            }
        }
        return result;
    }
}
