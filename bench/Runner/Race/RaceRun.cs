using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>One run of a method. What a program does not tell is NaN.</summary>
/// <param name="Round">The round, from 1, which is the seed too.</param>
/// <param name="Epochs">Its curve.</param>
/// <param name="ExamplesPerSecond">Training samples a second, over all epochs.</param>
/// <param name="ActiveNeurons">Output neurons computed for a sample, on average.</param>
/// <param name="PeakBytes">Peak resident memory of the process, with data and evaluation.</param>
internal sealed record RaceRun(
    int Round, IReadOnlyList<RaceEpoch> Epochs, double ExamplesPerSecond, double ActiveNeurons, double PeakBytes)
{
    /// <summary>P@3 after the last epoch.</summary>
    public double PrecisionAt3 { get; init; } = double.NaN;

    /// <summary>P@5 after the last epoch.</summary>
    public double PrecisionAt5 { get; init; } = double.NaN;

    /// <summary>Training seconds of all epochs, learning hash functions included.</summary>
    public double Seconds => Epochs[^1].Seconds + Epochs.Sum(epoch => double.IsNaN(epoch.LearningSeconds) ? 0 : epoch.LearningSeconds);

    /// <summary>P@1 after the last epoch.</summary>
    public double PrecisionAt1 => Epochs[^1].PrecisionAt1;

    /// <summary>The best P@1 after any epoch.</summary>
    public double BestPrecision => Epochs.Max(epoch => epoch.PrecisionAt1);

    /// <summary>The end of the first epoch that reached <see cref="BestPrecision"/>; NaN if none was measured.</summary>
    public double SecondsToBest => double.IsNaN(BestPrecision) ? double.NaN : SecondsTo(BestPrecision);

    /// <summary>The end of the first epoch whose P@1 is at least <paramref name="precision"/>, a fraction; infinity if none is.</summary>
    public double SecondsTo(double precision) =>
        Epochs.FirstOrDefault(epoch => epoch.PrecisionAt1 >= precision)?.Seconds ?? double.PositiveInfinity;

    /// <summary>A run of the command.</summary>
    public static RaceRun Of(int round, TrainingRun run)
    {
        IReadOnlyList<double> seconds = run.EpochFigures("seconds");
        IReadOnlyList<double> precisions = run.EpochFigures("precision_at_1");
        IReadOnlyList<double> losses = run.EpochFigures("loss");
        IReadOnlyList<double> rebuilding = run.EpochFigures("rebuild_seconds");
        IReadOnlyList<double> learning = run.EpochFigures("hash_learning_seconds");
        List<RaceEpoch> epochs = [];
        double elapsed = 0;
        for (int i = 0; i < seconds.Count; i++)
        {
            elapsed += seconds[i] - learning[i];
            epochs.Add(new RaceEpoch(elapsed, precisions[i], losses[i], rebuilding[i], learning[i]));
        }
        return new RaceRun(round, epochs, run.Figure("samples_per_second"), run.Figure("mean_active_neurons"), run.Figure("peak_rss_bytes"))
        {
            PrecisionAt3 = run.Figure("precision_at_3"),
            PrecisionAt5 = run.Figure("precision_at_5"),
        };
    }
}
