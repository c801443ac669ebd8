using Glissade.Runner.Reports;
using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>Short runs with one sampler and so many threads on one data set.</summary>
/// <param name="Data">The data set's name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Sampler">The sampler.</param>
/// <param name="Threads">Worker threads.</param>
/// <param name="WarmUpEpochs">First epochs, which do not count.</param>
internal sealed record ScalingResult(string Data, int Labels, string Sampler, int Threads, int WarmUpEpochs)
{
    /// <summary>Runs that finished, and the round of each.</summary>
    public List<(int Round, TrainingRun Run)> Runs { get; } = [];

    /// <summary>Runs that did not.</summary>
    public int Failed { get; set; }

    /// <summary>Examples a second while batches are trained: rebuilding is left out, and shown by itself.</summary>
    public double ExamplesPerSecond => Median.Of(Runs.Select(run => RateOf(run.Run)));

    /// <summary>Seconds of one rebuild; NaN if there was none.</summary>
    public double RebuildSeconds => Median.Of(Runs.Select(run => run.Run.EpochTotal("rebuild_seconds") / run.Run.EpochTotal("rebuilds")));

    /// <summary>Output neurons computed for a sample.</summary>
    public double ActiveNeurons => Median.Of(Runs.Select(run => run.Run.Figure("mean_active_neurons")));

    /// <summary>The median over the rounds that both have a run of: how many times the other's examples a second.</summary>
    public double SpeedRelativeTo(ScalingResult other) => Median.Of(
        Runs.Join(
            other.Runs, own => own.Round, theirs => theirs.Round, (own, theirs) => RateOf(own.Run) / other.RateOf(theirs.Run)));

    private double RateOf(TrainingRun run)
    {
        IReadOnlyList<double> seconds = run.EpochFigures("seconds");
        double samplesAnEpoch = run.Figure("samples_per_second") * run.Figure("train_seconds") / seconds.Count;
        double training = seconds.Skip(WarmUpEpochs).Sum() - run.EpochFigures("rebuild_seconds").Skip(WarmUpEpochs).Sum();
        return samplesAnEpoch * (seconds.Count - WarmUpEpochs) / training;
    }
}
