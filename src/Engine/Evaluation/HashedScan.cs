using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// One thread's hashed search: the tables give each query a limited number of candidates, these are scored exactly, the best are kept.
/// A query whose buckets hold fewer labels than are asked for gets fewer.
/// </summary>
internal sealed unsafe class HashedScan : ILabelScan
{
    private readonly Network network;
    private readonly LshIndex index;
    private readonly HiddenPass hidden;
    private readonly SparseBatch batch;
    private readonly IndexQuery state;
    private readonly int[] buckets;
    private readonly int[] candidates;
    private readonly RowMatrix logits;
    private readonly TopSelection[] top;
    private readonly int topK;

    public HashedScan(Network network, LshIndex index, int candidates, int topK, int blockQueries = ExactScan.BlockQueries)
    {
        this.network = network;
        this.index = index;
        hidden = new HiddenPass(network, blockQueries);
        batch = new SparseBatch(network.Embedding.FeatureCount);
        state = index.CreateQuery();
        buckets = new int[blockQueries * index.TableCount];
        this.candidates = new int[Math.Min(candidates, index.RowCount)];
        logits = new RowMatrix(1, this.candidates.Length);
        top = [.. Enumerable.Range(0, blockQueries).Select(_ => new TopSelection())];
        this.topK = topK;
        Clear();
    }

    public void Clear() => batch.Clear();

    public void Add(SparseVector features) => batch.Add(features, []);

    public TopSelection Top(int query) => top[query];

    public void Run()
    {
        RandomStream unused = default;
        hidden.Forward(batch, 0, ref unused);
        RowMatrix queries = hidden.Last.Values;
        index.HashQueries(queries.Pointer, queries.Stride, batch.Count, buckets, state);
        for (int query = 0; query < batch.Count; query++)
        {
            int found = index.SearchBuckets(
                buckets.AsSpan(query * index.TableCount, index.TableCount), candidates.Length, candidates, state);
            Score(queries.RowPointer(query), candidates.AsSpan(0, found), top[query]);
        }
    }

    public void Dispose()
    {
        hidden.Dispose();
        batch.Dispose();
        state.Dispose();
        logits.Dispose();
    }

    /// <summary>In ascending order: rows are then read as they lie, and of equal scores the lower label is offered first.</summary>
    private void Score(float* query, Span<int> found, TopSelection best)
    {
        found.Sort();
        fixed (int* ids = found)
        {
            GatherDot.Compute(network.Output.Weights, ids, found.Length, query, logits.Pointer);
            best.Begin(topK);
            best.OfferRun(ids, logits.Pointer, found.Length);
            best.Sort();
        }
    }
}
