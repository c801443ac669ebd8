namespace Glissade;

/// <summary>
/// Searches for training options that suit the data better than those chosen from their shape: random configurations around the default
/// recipe, thinned out by successive halving (docs/tuning.md).
/// </summary>
public static class Tuner
{
    /// <summary>Runs a search.</summary>
    /// <param name="train">Labelled points.</param>
    /// <param name="options">What the search shall be like.</param>
    /// <param name="progress">Told while runs are trained, on a worker's thread, and when each is through.</param>
    /// <param name="validation">
    /// Points on which runs are measured, exactly; by default some are held out of <paramref name="train"/>.
    /// </param>
    /// <param name="mask">Labels that are left out of the ranking; by default none is.</param>
    /// <param name="cancellation">Ends the search; what it has found so far is returned.</param>
    /// <returns>
    /// The best options; with one thread or deterministic updates they follow from data, options and seed if time is not limited.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the validation data do not fit or have no labels, or the log is another search's; the message names what
    /// differs.
    /// </exception>
    /// <exception cref="DataFormatException">The log to resume from is damaged or no log.</exception>
    /// <exception cref="IOException">The log cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled before the default recipe was measured.</exception>
    /// <exception cref="TrainingDivergedException">
    /// Training diverged by the default recipe. (Trials that diverge count as the worst.)
    /// </exception>
    public static TuningResult Run(
        Dataset train, TuningOptions? options = null, IProgress<TuningProgress>? progress = null, Dataset? validation = null,
        LabelMask? mask = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new TuningOptions();
        options.Check();
        ExtremeClassifier.CheckTrainable(train, validation);
        (Dataset points, Dataset held) = validation is null
            ? HeldOutPoints.Split(train, options.HeldOut, options.Training.Seed)
            : (train, validation);
        if (held.LabelEntryCount == 0)
            throw new ArgumentException("the validation points have no labels");
        SearchSpace space = new(options.Training, DatasetSummary.Of(train));
        using TuningLog? log = options.Log is { } path
            ? new TuningLog(path, options.Resume, TuningLog.Describe(options, train, held, mask))
            : null;
        TuningSearch search = new(options, space, points, held, mask) { Log = log, Progress = progress };
        return search.Run(cancellation);
    }
}
