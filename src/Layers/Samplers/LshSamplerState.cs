using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers;

/// <summary>One worker's scratch of an <see cref="LshSampler"/>.</summary>
internal sealed unsafe class LshSamplerState(
    IndexQuery query, int dimension, int batchCapacity, int budget, bool learns, HardestOfBatch? hardest) : SamplerState, IStateful
{
    private const int KeptExamples = 512;

    private readonly TopSelection best = new();

    /// <summary>The latest samples, if hash functions are learned.</summary>
    public HashExamples? Examples { get; } = learns ? new HashExamples(dimension, KeptExamples) : null;

    /// <summary>The batch under way.</summary>
    public SparseBatch? Batch { get; set; }

    /// <summary>The training points of the batch under way.</summary>
    public ReadOnlySpan<int> Points => Batch is null ? [] : Batch.Points;

    /// <summary>Finds what is to be remembered, if anything is.</summary>
    public HardestOfBatch? Hardest { get; } = hardest;

    public IndexQuery Query { get; } = query;

    public QueryMean QueryMean { get; } = new(dimension);

    /// <summary>What each query of the batch found, a stretch of equal length for each.</summary>
    public int[] Ids { get; } = new int[checked(batchCapacity * budget)];

    /// <summary>How many ids each query found.</summary>
    public int[] Found { get; } = new int[batchCapacity];

    public RowMatrix Logits { get; } = new(1, Math.Max(1, budget));

    /// <summary>Whether <see cref="Ids"/> belongs to the batch under way.</summary>
    public bool Searched { get; set; }

    /// <summary>
    /// Of a query's candidates in <see cref="Ids"/>, whose scores are in <see cref="Logits"/>, leaves at most <paramref name="kept"/>, the best first.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="start">Where its candidates begin.</param>
    /// <param name="kept">How many may stay.</param>
    public void KeepBest(int query, int start, int kept)
    {
        best.Begin(kept);
        fixed (int* ids = Ids)
            best.OfferAny(ids + start, Logits.Pointer, Found[query]);
        best.Sort();
        best.Ids.CopyTo(Ids.AsSpan(start, best.Count));
        Found[query] = best.Count;
    }

    public void Visit(IStateVisitor state)
    {
        state.Part("query_mean", QueryMean);
        if (Examples is not null)
            state.Part("examples", Examples);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        Query.Dispose();
        Logits.Dispose();
        Examples?.Dispose();
        Hardest?.Dispose();
    }
}
