using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Refreshes the rows touched at equal intervals. All are rebuilt when the exponential schedule says so, for that also renews means and
/// common length, or when more than half are touched, for then a rebuild is the cheaper.
/// </summary>
internal sealed class TouchedRehash(int interval, RebuildSchedule rebuilds) : IRehashSchedule
{
    private long refreshDue = interval;

    public long NextBatch => Math.Min(refreshDue, rebuilds.NextBatch);

    public void Visit(long finishedBatches, IRehashable tables)
    {
        if (finishedBatches >= rebuilds.NextBatch || 2L * tables.CountTouched() > tables.RowCount)
            tables.Rebuild();
        else
            tables.Refresh();
        rebuilds.Advance(finishedBatches);
        refreshDue = finishedBatches + interval;
    }

    public void Visit(IStateVisitor state)
    {
        state.Value("refresh_due", ref refreshDue);
        rebuilds.Visit(state);
    }
}
