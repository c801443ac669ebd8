using System.Globalization;
using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>
/// How speed grows with threads and falls with labels: short runs of the same network, active neurons and number of batches on both
/// synthetic sets, all taking turns.
/// </summary>
internal sealed class ScalingBenchmark(RacePlan plan, string workFolder, TextWriter messages)
{
    private static readonly string[] Samplers = ["lsh", "uniform"];

    /// <summary>
    /// 600,000 samples of each, of which the first 100,000 do not count: the JIT is at work, and the tables are empty at first.
    /// </summary>
    private static readonly (string Data, int WarmUpEpochs, int Epochs)[] Sets = [("a67k", 2, 12), ("a670k", 1, 6)];

    private readonly TrainCommand command = new(workFolder, messages);

    /// <summary>
    /// Beside sampler and epochs. By themselves tables over 670,091 rows would not be built before some epochs have passed: here they are
    /// built after 50 batches, and again at ever longer intervals. Functions are not learned at the end, which would change nothing but
    /// take time.
    /// </summary>
    public static IReadOnlyList<string> Settings { get; } =
        ["--hidden", "128", "--hash", "simhash", "--rebuild-interval", "50", "--rebuild-growth", "1"];

    /// <summary>Runs on those of the two sets that the plan has; nothing if it has none.</summary>
    public async Task<IReadOnlyList<ScalingResult>> Run(CancellationToken cancellation)
    {
        List<(ScalingResult Result, DataFiles Files, int Epochs)> entries = [];
        foreach ((string name, int warmUp, int epochs) in Sets.Where(set => plan.Tasks.Any(task => task.Name == set.Data)))
        {
            DataFiles files = await BenchmarkData.Named(name).Prepare(plan.DataFolder, workFolder, cancellation);
            int labels = DataShape.Of(files).Train.LabelCount;
            foreach (string sampler in Samplers.Where(sampler => plan.Methods.Count == 0 || plan.Methods.Contains(sampler)))
            {
                foreach (int threads in (int[])[.. new[] { 1, plan.Threads }.Distinct()])
                    entries.Add((new ScalingResult(name, labels, sampler, threads, warmUp), files with { TestPath = null }, epochs));
            }
        }
        for (int round = 1; round <= plan.Runs; round++)
        {
            foreach ((ScalingResult result, DataFiles files, int epochs) in entries)
            {
                messages.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"scaling, {result.Data}, {result.Sampler}, threads: {result.Threads}, run {round} of {plan.Runs}: "));
                messages.Flush();
                string[] settings =
                    ["--sampler", result.Sampler, "--epochs", epochs.ToString(CultureInfo.InvariantCulture), .. Settings];
                TrainingRun? run = await command.Run(files, settings, result.Threads, round, cancellation);
                if (run is null)
                    result.Failed++;
                else
                    result.Runs.Add((round, run));
            }
        }
        return [.. entries.Select(entry => entry.Result)];
    }
}
