using System.Globalization;

namespace Glissade.Runner.Accuracy;

/// <summary>
/// Trains every sampler on every data set with default settings. Samplers take turns (full, uniform, lsh, full, ...), so that a machine
/// whose speed drifts slows all of them alike.
/// </summary>
internal sealed class AccuracyBenchmark(AccuracyPlan plan, TextWriter messages)
{
    private static readonly (SamplerKind Sampler, string Name)[] Samplers =
        [(SamplerKind.Full, "full"), (SamplerKind.Uniform, "uniform"), (SamplerKind.Lsh, "lsh")];

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
            foreach (SamplerResult sampler in result.Samplers)
            {
                messages.Write($"{task.Name}, {sampler.Name}, seed {seed}: ");
                messages.Flush();
                AccuracyRun? run = await Run(task, sampler.Name, seed, workFolder, cancellation);
                if (run is null)
                    sampler.Failed++;
                else
                    sampler.Runs.Add(run);
            }
        }
        return result;
    }

    /// <summary>The data's shape, which decides the default sampler. The data itself is let go before anything is measured.</summary>
    private AccuracyResult Describe(AccuracyTask task)
    {
        Dataset train = Dataset.Load(Path.Combine(plan.DataFolder, task.TrainFile));
        DatasetSummary summary = DatasetSummary.Of(train);
        int testPoints = Dataset.Load(Path.Combine(plan.DataFolder, task.TestFile)).Count;
        SamplerKind chosen = new TrainingOptions().Resolve(summary).Sampler;
        return new AccuracyResult(
            task, summary, testPoints, chosen, [.. Samplers.Select(sampler => new SamplerResult(sampler.Sampler, sampler.Name))]);
    }

    private async Task<AccuracyRun?> Run(AccuracyTask task, string sampler, int seed, string workFolder, CancellationToken cancellation)
    {
        string model = Path.Combine(workFolder, "model.safetensors");
        string metrics = Path.Combine(workFolder, "metrics.json");
        File.Delete(metrics);
        (int exitCode, string said) = await GlissadeProcess.Run(
            [
                "train", Path.Combine(plan.DataFolder, task.TrainFile), "--model", model,
                "--validation", Path.Combine(plan.DataFolder, task.TestFile), "--metrics", metrics, "--sampler", sampler,
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
