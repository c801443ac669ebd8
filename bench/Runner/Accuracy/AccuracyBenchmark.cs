using System.Globalization;

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
        DirectoryInfo work = Directory.CreateTempSubdirectory("glissade-bench-");
        try
        {
            List<AccuracyResult> results = [];
            foreach (AccuracyTask task in plan.Tasks)
                results.Add(await Run(task, work.FullName, cancellation));
            return results;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private async Task<AccuracyResult> Run(AccuracyTask task, string workFolder, CancellationToken cancellation)
    {
        AccuracyResult result = Describe(task);
        for (int seed = 1; seed <= plan.Runs; seed++)
        {
            foreach (VariantResult variant in result.Variants)
            {
                messages.Write($"{task.Name}, {variant.Name}, seed {seed}: ");
                messages.Flush();
                AccuracyRun? run = await Run(task, variant.Name, seed, workFolder, cancellation);
                if (run is null)
                    variant.Failed++;
                else
                    variant.Runs.Add(run);
            }
        }
        return result;
    }

    /// <summary>The data's shape, which decides the defaults. The data itself is let go before anything is measured.</summary>
    private AccuracyResult Describe(AccuracyTask task)
    {
        Dataset train = Dataset.Load(Path.Combine(plan.DataFolder, task.TrainFile));
        DatasetSummary summary = DatasetSummary.Of(train);
        int testPoints = Dataset.Load(Path.Combine(plan.DataFolder, task.TestFile)).Count;
        string chosen = plan.Axis.Default(new TrainingOptions().Resolve(summary));
        return new AccuracyResult(task, summary, testPoints, chosen, [.. plan.Axis.Values.Select(value => new VariantResult(value))]);
    }

    private async Task<AccuracyRun?> Run(AccuracyTask task, string value, int seed, string workFolder, CancellationToken cancellation)
    {
        string model = Path.Combine(workFolder, "model.safetensors");
        string metrics = Path.Combine(workFolder, "metrics.json");
        File.Delete(metrics);
        (int exitCode, string said) = await GlissadeProcess.Run(
            [
                "train", Path.Combine(plan.DataFolder, task.TrainFile), "--model", model,
                "--validation", Path.Combine(plan.DataFolder, task.TestFile), "--metrics", metrics, $"--{plan.Axis.Name}", value,
                "--threads", plan.Threads.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
            ],
            cancellation);
        if (exitCode != 0)
        {
            messages.WriteLine($"failed with exit code {exitCode}\n{said.TrimEnd()}");
            return null;
        }
        AccuracyRun run = AccuracyRun.Read(metrics, model);
        if (run.StoppedEarly)
        {
            messages.WriteLine("was stopped early, does not count");
            return null;
        }
        messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"P@1 {100 * run.Figure("precision_at_1"):0.00} % after {run.Figure("train_seconds"):0.0} s"));
        return run;
    }
}
