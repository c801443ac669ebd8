using Glissade.Kernels;

namespace Glissade;

/// <summary>Rebuilds whenever <see cref="RebuildSchedule"/> says so, whatever the rows did.</summary>
internal sealed class ExponentialRehash(RebuildSchedule rebuilds) : IRehashSchedule
{
    public long NextBatch => rebuilds.NextBatch;

    public void Visit(long finishedBatches, IRehashable tables)
    {
        tables.Rebuild();
        rebuilds.Advance(finishedBatches);
    }

    public void Visit(IStateVisitor state) => rebuilds.Visit(state);
}
