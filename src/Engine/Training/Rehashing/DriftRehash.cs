namespace Glissade;

/// <summary>
/// Checks the rows' drift at equal intervals and rebuilds when it has passed a threshold (MONGOOSE, Chen et al. 2021).
/// </summary>
internal sealed class DriftRehash(int interval, double threshold) : IRehashSchedule
{
    public long NextBatch { get; private set; } = interval;

    public void Visit(long finishedBatches, IRehashable tables)
    {
        if (tables.MeasureDrift() > threshold)
            tables.Rebuild();
        NextBatch = finishedBatches + interval;
    }
}
