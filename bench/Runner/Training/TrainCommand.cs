using System.Globalization;
using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Training;

/// <summary>Trains by the built command and reads its metrics; the model goes to the work folder, where the next run replaces it.</summary>
internal sealed class TrainCommand(string workFolder, TextWriter messages)
{
    /// <summary>One run.</summary>
    /// <param name="data">What to train on; without test points none are evaluated.</param>
    /// <param name="settings">Options of `glissade train`, besides files, threads and seed.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="seed">Fixes the random choices.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>Its figures, or null, after a message, if it failed or was stopped.</returns>
    public async Task<TrainingRun?> Run(
        DataFiles data, IEnumerable<string> settings, int threads, int seed, CancellationToken cancellation)
    {
        string model = Path.Combine(workFolder, "model.safetensors");
        string metrics = Path.Combine(workFolder, "metrics.json");
        File.Delete(metrics);
        string[] validation = data.TestPath is { } test ? ["--validation", test] : [];
        (int exitCode, string said) = await GlissadeProcess.Run(
            [
                "train", data.TrainPath, "--model", model, .. validation, "--metrics", metrics, .. settings,
                "--threads", threads.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
            ],
            cancellation);
        if (exitCode != 0)
        {
            messages.WriteLine($"failed with exit code {exitCode}\n{said.TrimEnd()}");
            return null;
        }
        TrainingRun run = TrainingRun.Read(metrics, model);
        if (run.StoppedEarly)
        {
            messages.WriteLine("was stopped early, does not count");
            return null;
        }
        if (data.TestPath is not null)
            messages.Write($"P@1 {Cell.Percentage(run.Figure("precision_at_1"))} % after ");
        messages.Write($"{Cell.Number(run.Figure("train_seconds"), "0.0")} s, ");
        messages.WriteLine($"{Cell.Number(run.Figure("samples_per_second"), "N0")} examples/s");
        return run;
    }
}
