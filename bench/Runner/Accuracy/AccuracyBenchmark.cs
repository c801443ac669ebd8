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
        string dataFolder = await Prepare(task, workFolder, cancellation);
        AccuracyResult result = Describe(task, dataFolder);
        for (int seed = 1; seed <= plan.Runs; seed++)
        {
            foreach (VariantResult variant in result.Variants)
            {
                messages.Write($"{task.Name}, {variant.Name}, seed {seed}: ");
                messages.Flush();
                AccuracyRun? run = await Run(task, variant.Name, seed, dataFolder, workFolder, cancellation);
                if (run is null)
                    variant.Failed++;
                else
                    variant.Runs.Add(run);
            }
        }
        return result;
    }

    /// <summary>The folder of the task's files, which are generated now if they can be.</summary>
    private async Task<string> Prepare(AccuracyTask task, string workFolder, CancellationToken cancellation)
    {
        if (task.Preset is null)
            return plan.DataFolder;
        string prefix = Path.Combine(workFolder, task.Preset);
        (int exitCode, string said) = await GlissadeProcess.Run(["data", "generate", prefix, "--preset", task.Preset], cancellation);
        return exitCode == 0 ? workFolder : throw new IOException($"{task.Name} could not be generated: {said.TrimEnd()}");
    }

    /// <summary>The data's shape, which decides the defaults. The data itself is let go before anything is measured.</summary>
    private AccuracyResult Describe(AccuracyTask task, string dataFolder)
    {
        Dataset train = Dataset.Load(Path.Combine(dataFolder, task.TrainFile));
        DatasetSummary summary = DatasetSummary.Of(train);
        int testPoints = Dataset.Load(Path.Combine(dataFolder, task.TestFile)).Count;
        return new AccuracyResult(
            task, summary, testPoints, plan.Axis.DefaultOn(summary), [.. plan.Axis.Values.Select(value => new VariantResult(value))]);
    }

    private async Task<AccuracyRun?> Run(AccuracyTask task, string value, int seed, string dataFolder, string workFolder, CancellationToken cancellation)
    {
        string model = Path.Combine(workFolder, "model.safetensors");
        string metrics = Path.Combine(workFolder, "metrics.json");
        File.Delete(metrics);
        string[] sampler = plan.Axis.Sampler is { } name ? ["--sampler", name] : [];
        (int exitCode, string said) = await GlissadeProcess.Run(
            [
                "train", Path.Combine(dataFolder, task.TrainFile), "--model", model,
                "--validation", Path.Combine(dataFolder, task.TestFile), "--metrics", metrics, .. sampler, $"--{plan.Axis.Name}", value,
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
