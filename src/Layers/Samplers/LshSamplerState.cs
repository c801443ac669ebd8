using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers;

/// <summary>One worker's scratch of an <see cref="LshSampler"/>.</summary>
internal sealed unsafe class LshSamplerState(
    IndexQuery query, int dimension, int batchCapacity, int budget, int ranked, bool learns, HardestOfBatch? hardest) : SamplerState, IStateful
{
    private const int KeptExamples = 512;

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

    /// <summary>The logits of the candidates of queries that are ranked, where these lie in <see cref="Ids"/>.</summary>
    public AlignedBuffer<float> Logits { get; } = new(ranked);

    /// <summary>Whether <see cref="Ids"/> belongs to the batch under way.</summary>
    public bool Searched { get; set; }

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
