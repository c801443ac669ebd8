using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Batches in rounds of a fixed number. Those of a round are derived from the same weights, each by a step of its own; then their updates are
/// applied, batch after batch in the order of their numbers. Within a batch no row is updated twice, so workers share its rows out as they come.
/// Who computes what, and how many there are, makes no difference to any number.
/// </summary>
internal sealed class DeterministicRunner : IBatchRunner
{
    /// <summary>
    /// Batches of a round. It bounds how many workers can derive at the same time, and the last of them is derived from weights that lack the
    /// updates of so many less one, which is what HOGWILD has with as many workers.
    /// </summary>
    public const int DefaultRound = 4;

    private readonly WorkerTeam team;
    private readonly TrainingWorker[] slots;
    private readonly UpdateScratch[] scratch;
    private readonly double[] losses;
    private readonly Action<int> derive;
    private readonly Action<int> update;

    // The round under way; set while no worker is at work.
    private EpochPlan? plan;
    private int firstBatch;
    private int batches;
    private TrainingStep? updating;
    private int blocks;

    /// <summary>The last batch or block taken.</summary>
    private int taken;

    public DeterministicRunner(Network network, Func<TrainingWorker> createSlot, WorkerTeam team, int round = DefaultRound)
    {
        this.team = team;
        slots = [.. Enumerable.Range(0, round).Select(_ => createSlot())];
        scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new UpdateScratch(network))];
        losses = new double[round];
        // Made once: a round allocates nothing.
        derive = _ => Derive();
        update = Update;
    }

    public IReadOnlyList<TrainingWorker> Workers => slots;

    public int Run(EpochPlan plan, int start, int end, Action passing, CancellationToken cancellation)
    {
        this.plan = plan;
        firstBatch = start;
        while (firstBatch < end && !cancellation.IsCancellationRequested)
        {
            batches = Math.Min(slots.Length, end - firstBatch);
            RunRound(plan);
            firstBatch += batches;
            passing();
        }
        return firstBatch;
    }

    public void Dispose()
    {
        foreach (TrainingWorker slot in slots)
            slot.Dispose();
        foreach (UpdateScratch one in scratch)
            one.Dispose();
    }

    private void RunRound(EpochPlan plan)
    {
        taken = -1;
        team.Run(derive);
        for (int slot = 0; slot < batches; slot++)
        {
            if (!double.IsFinite(losses[slot]))
                throw plan.Diverged(firstBatch + slot, losses[slot]);
        }
        for (int slot = 0; slot < batches; slot++)
        {
            updating = slots[slot].Step;
            blocks = updating.CountBlocks();
            taken = -1;
            team.Run(update);
        }
    }

    private void Derive()
    {
        for (int slot = Interlocked.Increment(ref taken); slot < batches; slot = Interlocked.Increment(ref taken))
            losses[slot] = plan!.Derive(firstBatch + slot, slots[slot]);
    }

    private void Update(int worker)
    {
        for (int block = Interlocked.Increment(ref taken); block < blocks; block = Interlocked.Increment(ref taken))
            updating!.Update(block, scratch[worker]);
    }
}
