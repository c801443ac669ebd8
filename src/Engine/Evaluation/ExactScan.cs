using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// The exact search: scores every label for a block of queries and keeps each query's best. One thread's, or, for a few queries, that of a whole
/// team, whose workers share the labels.
/// </summary>
internal sealed unsafe class ExactScan : ILabelScan
{
    /// <summary>Queries of a block.</summary>
    public const int BlockQueries = 256;

    /// <summary>Stretches of labels for each worker of a team: who was held up does less of them.</summary>
    private const int StretchesPerWorker = 8;

    private readonly Network network;
    private readonly int capacity;
    private readonly HiddenPass hidden;
    private readonly SparseBatch batch;
    private readonly MaskedLabels masked = new();
    private readonly List<ScanWorker> workers = [];

    public ExactScan(Network network, int topK, int blockQueries = BlockQueries)
    {
        this.network = network;
        capacity = blockQueries;
        hidden = new HiddenPass(network, blockQueries);
        batch = new SparseBatch(network.Embedding.FeatureCount);
        TopK = topK;
        Employ(1);
        Clear();
    }

    public int Count => batch.Count;

    /// <summary>How many labels are kept for a query, at most.</summary>
    public int TopK { get; set; }

    public int SharedQueries => ScanWorker.FewQueries;

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

    public TopSelection Top(int query) => workers[0].Top(query);

    public void Run()
    {
        ActivationBatch queries = Forward();
        workers[0].Begin(batch.Count, TopK);
        workers[0].Run(batch, queries, masked, 0, network.Output.Neurons);
        Finish();
    }

    public void Run(WorkerTeam team)
    {
        Employ(team.Size);
        ActivationBatch queries = Forward();
        foreach (ScanWorker worker in workers)
            worker.Begin(batch.Count, TopK);
        int stretches = team.Size * StretchesPerWorker;
        int blocks = (network.Output.Neurons / ScanWorker.BlockRows / stretches) + 1;
        team.ForBlocks(
            network.Output.Neurons, blocks * ScanWorker.BlockRows,
            (worker, start, end) => workers[worker].Run(batch, queries, masked, start, end));
        // The best of all are among the best of each, whichever labels were whose.
        foreach (ScanWorker worker in workers.Skip(1))
        {
            for (int query = 0; query < batch.Count; query++)
            {
                TopSelection found = worker.Top(query);
                for (int i = 0; i < found.Count; i++)
                    Top(query).Offer(found.Ids[i], found.Scores[i]);
            }
        }
        Finish();
    }

    /// <summary>What the output layer reads for the only query: [h; 1], padded with zeros.</summary>
    public float* Hidden() => Forward().Values.RowPointer(0);

    /// <summary>Writes every label's logit for the only query.</summary>
    public void ScoreAll(Span<float> scores) => workers[0].ScoreAll(batch, Forward(), scores);

    /// <summary>Adds to the only query's logits of some labels what is not a product of its hidden vector with their rows.</summary>
    public void Complete(ReadOnlySpan<int> labels, Span<float> scores)
    {
        if (network.Output.Biases is { } biases)
        {
            for (int i = 0; i < labels.Length; i++)
                scores[i] += biases[labels[i]];
        }
        if (network.Linear is not { } linear)
            return;
        for (int i = 0; i < labels.Length; i++)
            scores[i] += linear.ScoreOf(batch, 0, labels[i]);
    }

    public void Dispose()
    {
        hidden.Dispose();
        batch.Dispose();
        foreach (ScanWorker worker in workers)
            worker.Dispose();
    }

    private void Employ(int count)
    {
        while (workers.Count < count)
            workers.Add(new ScanWorker(network, capacity));
    }

    private ActivationBatch Forward()
    {
        RandomStream unused = default;
        hidden.Forward(batch, 0, ref unused);
        return hidden.Last;
    }

    /// <summary>The best first. Where fewer labels than are wanted are left, masked ones have filled up the end.</summary>
    private void Finish()
    {
        for (int query = 0; query < batch.Count; query++)
        {
            Top(query).Sort();
            Top(query).Keep(network.Output.Neurons - masked[query].Length);
        }
    }
}
