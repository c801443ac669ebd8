using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// One thread's search by an index: it gives each query a limited number of candidates, these are scored exactly, the best are kept.
/// A query for which it finds fewer labels than are asked for gets fewer. Masked labels among the candidates are left out and not made up
/// for. Of a network with a linear path as many again are scored, those that the path's pairs alone rank highest: what it says of a label
/// need not show in the label's row.
/// </summary>
internal sealed unsafe class HashedScan : ILabelScan
{
    /// <summary>Room for the candidates of the queries that are searched for at once, unless those of one query need more.</summary>
    private const int CandidateRoom = 1 << 16;

    private readonly Network network;
    private readonly INeuronIndex index;
    private readonly HiddenPass hidden;
    private readonly SparseBatch batch;
    private readonly IndexQuery state;
    private readonly int budget;
    private readonly int[] candidates;
    private readonly int[] found;
    private readonly RowMatrix logits;
    private readonly TopSelection[] top;
    private readonly ActiveSet? scored;
    private readonly LinearBest? linearBest;
    private readonly MaskedLabels masked = new();

    public HashedScan(Network network, INeuronIndex index, int candidates, int topK, int blockQueries = ExactScan.BlockQueries)
    {
        this.network = network;
        this.index = index;
        hidden = new HiddenPass(network, blockQueries);
        batch = new SparseBatch(network.Embedding.FeatureCount);
        state = index.CreateQuery();
        budget = Math.Min(candidates, index.RowCount);
        found = new int[Math.Clamp(CandidateRoom / budget, 1, blockQueries)];
        this.candidates = new int[found.Length * budget];
        logits = new RowMatrix(1, network.Linear is null ? budget : 2 * budget);
        top = [.. Enumerable.Range(0, blockQueries).Select(_ => new TopSelection())];
        scored = network.Linear is null ? null : new ActiveSet(network.Linear.LabelCount);
        linearBest = network.Linear is null ? null : new LinearBest(network.Linear);
        TopK = topK;
        Clear();
    }

    /// <summary>How many labels are kept for a query, at most.</summary>
    public int TopK { get; set; }

    public void Clear()
    {
        batch.Clear();
        masked.Clear();
    }

    public void Add(SparseVector features, ReadOnlySpan<int> masked)
    {
        batch.Add(features, []);
        this.masked.Add(masked, network.Output.Neurons);
    }

    public TopSelection Top(int query) => top[query];

    /// <summary>A query's candidates are too few to be shared.</summary>
    public int SharedQueries => 0;

    public void Run(WorkerTeam team) => Run();

    public void Run()
    {
        RandomStream unused = default;
        hidden.Forward(batch, 0, ref unused);
        RowMatrix queries = hidden.Last.Values;
        for (int start = 0; start < batch.Count; start += found.Length)
        {
            int block = Math.Min(found.Length, batch.Count - start);
            index.SearchBatch(queries.RowPointer(start), queries.Stride, block, budget, candidates, found, state);
            for (int i = 0; i < block; i++)
            {
                Span<int> labels = candidates.AsSpan(i * budget, found[i]);
                if (linearBest is not null)
                    labels = WithLinear(start + i, labels);
                Score(start + i, queries.RowPointer(start + i), labels, top[start + i]);
            }
        }
    }

    public void Dispose()
    {
        hidden.Dispose();
        batch.Dispose();
        state.Dispose();
        logits.Dispose();
        scored?.Dispose();
        linearBest?.Dispose();
    }

    /// <summary>The labels and those that the linear path ranks highest, none twice.</summary>
    private Span<int> WithLinear(int sample, ReadOnlySpan<int> labels)
    {
        scored!.Clear();
        scored.AddRange(labels);
        scored.AddRange(linearBest!.Of(batch, sample, budget));
        return new Span<int>(scored.Pointer, scored.Count);
    }

    /// <summary>In ascending order: rows are then read as they lie, and of equal scores the lower label is offered first.</summary>
    private void Score(int sample, float* query, Span<int> labels, TopSelection best)
    {
        labels.Sort();
        labels = labels[..Subtract(labels, masked[sample])];
        fixed (int* ids = labels)
        {
            GatherDot.Compute(network.Output.Weights, ids, labels.Length, query, logits.Pointer);
            if (network.Output.Biases is { } biases)
            {
                for (int i = 0; i < labels.Length; i++)
                    logits.Pointer[i] += biases[ids[i]];
            }
            if (network.Linear is { } linear)
            {
                scored!.Clear();
                scored.AddRange(labels);
                linear.AddLogits(batch, sample, scored, logits.Pointer);
            }
            best.Begin(TopK);
            best.OfferRun(ids, logits.Pointer, labels.Length);
            best.Sort();
        }
    }

    /// <summary>Moves the ids that are not among <paramref name="without"/> to the front; both ascend. Returns how many they are.</summary>
    private static int Subtract(Span<int> ids, ReadOnlySpan<int> without)
    {
        int kept = 0;
        int next = 0;
        foreach (int id in ids)
        {
            while (next < without.Length && without[next] < id)
                next++;
            if (next == without.Length || without[next] != id)
                ids[kept++] = id;
        }
        return kept;
    }
}
