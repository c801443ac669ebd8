using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers;

/// <summary>One worker's scratch of an <see cref="LshSampler"/>.</summary>
internal sealed class LshSamplerState(IndexQuery query, int dimension, int batchCapacity, int budget, bool learns) : SamplerState
{
    private const int KeptExamples = 512;

    /// <summary>The latest samples, if hash functions are learned.</summary>
    public HashExamples? Examples { get; } = learns ? new HashExamples(dimension, KeptExamples) : null;

    public IndexQuery Query { get; } = query;

    public QueryMean QueryMean { get; } = new(dimension);

    /// <summary>What each query of the batch found, a stretch of equal length for each.</summary>
    public int[] Ids { get; } = new int[checked(batchCapacity * budget)];

    /// <summary>How many ids each query found.</summary>
    public int[] Found { get; } = new int[batchCapacity];

    public RowMatrix Logits { get; } = new(1, Math.Max(1, budget));

    /// <summary>Whether <see cref="Ids"/> belongs to the batch under way.</summary>
    public bool Searched { get; set; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        Query.Dispose();
        Logits.Dispose();
        Examples?.Dispose();
    }
}
