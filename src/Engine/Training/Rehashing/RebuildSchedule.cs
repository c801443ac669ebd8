using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// When the hash tables are rebuilt: the t-th time after the sum over i &lt; t of N0 e^(lambda i) batches (SLIDE, section 4.2): often while weights
/// move fast, ever more rarely later.
/// </summary>
internal sealed class RebuildSchedule(double firstInterval, double growth) : IStateful
{
    private readonly double interval = firstInterval;
    private double due = firstInterval;
    private int rebuilds;

    /// <summary>The number of finished batches at which the next rebuild falls due.</summary>
    public long NextBatch => due >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(due);

    public void Visit(IStateVisitor state)
    {
        state.Value("due", ref due);
        state.Value("rebuilds", ref rebuilds);
    }

    /// <summary>Moves on to the first rebuild after <paramref name="finishedBatches"/>.</summary>
    public void Advance(long finishedBatches)
    {
        while (NextBatch <= finishedBatches)
            due += Math.Max(1, interval * Math.Exp(growth * ++rebuilds));
    }
}
