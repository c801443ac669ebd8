using System.Diagnostics;

namespace Glissade;

/// <summary>
/// The search itself. What it does next follows from the runs so far, and a run that is known, from the log or from an earlier rung, is not
/// done again: so a search resumes by being run again.
/// </summary>
internal sealed class TuningSearch(TuningOptions options, SearchSpace space, Dataset train, Dataset held, LabelMask? mask)
{
    private readonly List<TuningRun> runs = [];
    private readonly Stopwatch time = Stopwatch.StartNew();

    public TuningLog? Log { get; init; }

    public IProgress<TuningProgress>? Progress { get; init; }

    public TuningResult Run(CancellationToken cancellation)
    {
        TuningRun usual = Train(1, divisor: 1, cancellation) ?? throw new OperationCanceledException(cancellation);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Time is { } most)
            EndAfter(end, most - time.Elapsed);
        int trials = options.Trials ?? (options.Time is null ? TuningOptions.DefaultTrials : int.MaxValue);
        bool done = true;
        for (int first = 2; done && first <= trials; first += SuccessiveHalving.Bracket)
            done = RunBracket([.. Enumerable.Range(first, Math.Min(SuccessiveHalving.Bracket, trials - first + 1))], end.Token);
        return new TuningResult(Best()!, usual, runs, held.Count, Stopped: !done && cancellation.IsCancellationRequested);
    }

    /// <returns>Whether it was run to its end.</returns>
    private bool RunBracket(int[] trials, CancellationToken stop)
    {
        foreach ((int divisor, int keep) in SuccessiveHalving.Rungs(trials.Length))
        {
            List<TuningRun> rung = [];
            foreach (int trial in trials)
            {
                if (Train(trial, divisor, stop) is not { } run)
                    return false;
                rung.Add(run);
            }
            trials = SuccessiveHalving.Pick(rung, keep);
        }
        return true;
    }

    /// <summary>Trains a configuration for a part of its epochs and measures it; null if that was stopped.</summary>
    private TuningRun? Train(int trial, int divisor, CancellationToken stop)
    {
        TrainingOptions configuration = space.Draw(trial);
        TrainingRecipe whole = space.Resolve(configuration);
        TrainingRecipe recipe = whole with { Epochs = SuccessiveHalving.Epochs(whole.Epochs, divisor) };
        if (runs.Find(run => run.Trial == trial && run.Epochs == recipe.Epochs) is { } known)
            return known;
        TuningRun? logged = Log?.Find(trial, recipe, whole.Epochs, configuration);
        if ((logged ?? Measure(trial, recipe, whole.Epochs, configuration, stop)) is not { } run)
            return null;
        if (logged is null)
            Log?.Add(run, recipe);
        runs.Add(run);
        Progress?.Report(new TuningProgress(trial, null, run, logged is not null, Best()));
        return run;
    }

    private TuningRun? Measure(int trial, TrainingRecipe recipe, int wholeEpochs, TrainingOptions configuration, CancellationToken stop)
    {
        TrainingReport? report = null;
        double? score = null;
        try
        {
            Follower? follower = Progress is null ? null : new Follower(this, trial);
            using ExtremeClassifier model = ExtremeClassifier.TrainBy(train, recipe, follower, stop);
            report = model.Training;
            if (report is { StoppedEarly: true })
                return null;
            score = options.Objective.Measure(model, held, mask, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (TrainingDivergedException) when (trial > 1)
        {
            // A bad draw, not a bad search.
        }
        return new TuningRun(trial, recipe.Epochs, wholeEpochs, score, report?.TrainSeconds ?? 0, configuration);
    }

    private static void EndAfter(CancellationTokenSource end, TimeSpan left)
    {
        if (left > TimeSpan.Zero)
            end.CancelAfter(left);
        else
            end.Cancel();
    }

    private TuningRun? Best() =>
        runs.Where(run => run.IsWhole).OrderByDescending(run => run.Rank).ThenBy(run => run.Trial).FirstOrDefault();

    private sealed class Follower(TuningSearch search, int trial) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => search.Progress!.Report(new TuningProgress(trial, value, null, false, search.Best()));
    }
}
