namespace Glissade;

/// <summary>Runs batches of an epoch on all workers. Implementations differ in when batches see each other's updates.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>What trains the batches; their counters say what was done in this epoch.</summary>
    IReadOnlyList<TrainingWorker> Workers { get; }

    /// <summary>Runs batches [<paramref name="start"/>, <paramref name="end"/>) and waits for all workers, failed and cancelled ones included.</summary>
    /// <param name="plan">What the batches are.</param>
    /// <param name="start">The first.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="passing">Called now and then between batches, by one thread; it may look at <see cref="Workers"/>, roughly.</param>
    /// <param name="cancellation">Ends the run after the batches under way.</param>
    /// <returns>The first batch not run.</returns>
    /// <exception cref="TrainingDivergedException">A batch's loss was not finite.</exception>
    int Run(EpochPlan plan, int start, int end, Action passing, CancellationToken cancellation);
}
