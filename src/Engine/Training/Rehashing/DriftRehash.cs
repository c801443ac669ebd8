using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Checks the rows' drift at equal intervals and rebuilds when it has passed a threshold (MONGOOSE, Chen et al. 2021).
/// </summary>
internal sealed class DriftRehash(int interval, double threshold) : IRehashSchedule
{
    private long checkDue = interval;

    public long NextBatch => checkDue;

    public void Visit(long finishedBatches, IRehashable tables)
    {
        if (tables.MeasureDrift() > threshold)
            tables.Rebuild();
        checkDue = finishedBatches + interval;
    }

    public void Visit(IStateVisitor state) => state.Value("check_due", ref checkDue);
}
