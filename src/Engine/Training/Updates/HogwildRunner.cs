using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Batches handed to workers that share weights and optimizer state without locks and do not wait for each other (HOGWILD, Niu et al. 2011).
/// With one worker the result is reproducible.
/// </summary>
internal sealed class HogwildRunner(Func<TrainingWorker> createWorker, WorkerTeam team) : IBatchRunner
{
    private readonly TrainingWorker[] workers = [.. Enumerable.Range(0, team.Size).Select(_ => createWorker())];
    private bool stopping;

    public IReadOnlyList<TrainingWorker> Workers => workers;

    public int Run(EpochPlan plan, int start, int end, Action passing, CancellationToken cancellation)
    {
        int next = start - 1;
        stopping = false;
        team.Run(worker =>
        {
            while (!Volatile.Read(ref stopping) && !cancellation.IsCancellationRequested)
            {
                int batch = Interlocked.Increment(ref next);
                if (batch >= end)
                    return;
                double loss = plan.Train(batch, workers[worker]);
                if (!double.IsFinite(loss))
                {
                    Volatile.Write(ref stopping, true);
                    throw plan.Diverged(batch, loss);
                }
                if (worker == 0)
                    passing();
            }
        });
        return Math.Min(next + 1, end);
    }

    public void Dispose()
    {
        foreach (TrainingWorker worker in workers)
            worker.Dispose();
    }
}
