using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers;

/// <summary>
/// Chooses neurons by an index over the layer's rows: those likely to answer most to a query, which are the negatives worth learning from.
/// Shared by a batch: some of its samples query, their candidates are ranked by exact logits, the best of all are taken, and uniform ones are
/// added. What turns out hardest for a sample is remembered and taken up again with it in the next epoch. For a sample of its own: what its
/// query finds (SLIDE, section 3), filled up uniformly if so wished.
/// </summary>
/// <remarks>
/// Workers choose at the same time, each with its own state, while others write the weights; ranking candidates reads these as they come.
/// Rebuilding and refreshing exclude both: whoever trains joins the workers before.
/// </remarks>
public sealed unsafe class LshSampler : INeuronSampler, ILogitObserver, IStatefulOverRows
{
    /// <summary>Samples of a batch that are kept to learn from: the latest few hundred are then spread over many batches.</summary>
    private const int ExamplesPerBatch = 8;

    private readonly INeuronIndex index;
    private readonly LshSamplerOptions options;
    private readonly int batchCapacity;
    private readonly ILearningIndex? learning;
    private readonly List<LshSamplerState> states = [];
    private readonly float[] mean;
    private WeightMatrix? weights;

    /// <summary>Takes over <paramref name="index"/>, for batches of up to <paramref name="batchCapacity"/> samples.</summary>
    public LshSampler(INeuronIndex index, LshSamplerOptions options, int batchCapacity)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(options);
        this.index = index;
        this.options = options;
        this.batchCapacity = batchCapacity;
        mean = new float[index.Dimension];
        if (options.Remembered > 0 && options.Points > 0 && options.Hashed > 0)
            Remembered = new HardNegatives(options.Points, options.Remembered);
        learning = options.LearningSteps > 0 && index is ILearningIndex { CanLearn: true } able ? able : null;
    }

    /// <inheritdoc/>
    public bool FollowsWeights => true;

    /// <inheritdoc/>
    public SamplerState CreateState()
    {
        LshSamplerState state = new(
            index.CreateQuery(), index.Dimension, batchCapacity, Math.Max(options.Candidates, options.Hashed),
            QueriesOf(options, batchCapacity) * options.Candidates, learns: learning is not null,
            Remembered is null ? null : new HardestOfBatch(Remembered, batchCapacity));
        lock (states)
            states.Add(state);
        return state;
    }

    /// <inheritdoc/>
    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
    {
        LshSamplerState own = (LshSamplerState)state;
        own.Batch = batch;
        own.QueryMean.Observe(hidden);
        own.Searched = false;
        if (own.Examples is not { } examples)
            return;
        for (int sample = 0; sample < Math.Min(ExamplesPerBatch, hidden.Count); sample++)
            examples.Add(hidden.Values.Row(sample)[..index.Dimension], batch.Labels(sample));
    }

    /// <inheritdoc/>
    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random)
    {
        // Until the index is first built it knows no neurons, and random ones stand in.
        if (options.Hashed > 0 && weights is { } rows)
            AddHashed(hidden, active, rows, (LshSamplerState)state);
        active.AddUniform(weights is null ? options.Hashed + options.Uniform : options.Uniform, ref random);
    }

    /// <inheritdoc/>
    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random)
    {
        LshSamplerState own = (LshSamplerState)state;
        if (!own.Searched)
            Search(hidden, hidden.Count, options.Hashed, own);
        own.Searched = true;
        int target = active.Count + options.Hashed + options.Uniform;
        active.AddRange(own.Ids.AsSpan(sample * options.Hashed, own.Found[sample]));
        active.AddUniform(options.FillUniformly ? Math.Max(0, target - active.Count) : options.Uniform, ref random);
    }

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
        this.weights = weights;
        QueryMoments moments = Moments();
        learning?.Learn(weights, moments, [.. states.Select(state => state.Examples!)], options.LearningSteps, team);
        index.Rebuild(weights, moments, team);
    }

    /// <inheritdoc/>
    public bool Refresh(WeightMatrix weights, ReadOnlySpan<int> touched, WorkerTeam team)
    {
        this.weights = weights;
        return index.Refresh(weights, touched, Moments(), team);
    }

    /// <inheritdoc/>
    public double MeasureDrift(WeightMatrix weights, WorkerTeam team) => index.MeasureDrift(weights, team);

    /// <summary>The index, as its last rebuild left it.</summary>
    internal INeuronIndex Index => index;

    /// <summary>What is remembered of each training point; null if nothing is.</summary>
    internal HardNegatives? Remembered { get; }

    void IStatefulOverRows.Visit(IStateVisitor state, WeightMatrix rows)
    {
        bool built = weights is not null;
        state.Value("built", ref built);
        weights = built ? rows : null;
        ((IStatefulOverRows)index).Visit(state.Part("index"), rows);
        if (Remembered is not null)
            state.Part("remembered", Remembered);
        // Workers make their states one after the other, so each finds its own again.
        for (int worker = 0; worker < states.Count; worker++)
            state.Part($"worker.{worker}", states[worker]);
    }

    /// <summary>Frees the index.</summary>
    public void Dispose()
    {
        index.Dispose();
        Remembered?.Dispose();
    }

    void ILogitObserver.BeginBatch(SparseBatch batch, float costless, SamplerState state) =>
        ((LshSamplerState)state).Hardest?.Begin(batch.Count, costless);

    void ILogitObserver.Observe(in SharedLogits logits, SamplerState state) => ((LshSamplerState)state).Hardest?.Observe(logits);

    void ILogitObserver.EndBatch(SparseBatch batch, ActiveSet active, SamplerState state) =>
        ((LshSamplerState)state).Hardest?.Remember(batch, active);

    /// <summary>What the workers' queries have been like on average; the default value before there were any.</summary>
    private QueryMoments Moments()
    {
        List<QueryMean> seen = [.. states.Select(state => state.QueryMean).Where(queries => queries.Any)];
        if (seen.Count == 0)
            return default;
        for (int j = 0; j < mean.Length; j++)
            mean[j] = seen.Average(queries => queries.Mean[j]);
        return new QueryMoments(mean, seen.Average(queries => queries.Deviation));
    }

    /// <summary>
    /// The best neurons of all queries and what is remembered for all samples: everyone's best first, then everyone's second. No sample's
    /// candidates crowd out another's.
    /// </summary>
    private void AddHashed(ActivationBatch hidden, ActiveSet active, WeightMatrix rows, LshSamplerState own)
    {
        // Batches are shuffled, so the first samples are as good a choice as any.
        int queries = QueriesOf(options, hidden.Count);
        Search(hidden, queries, options.Candidates, own);
        RankExactly(hidden, queries, rows, own);
        Merge(active, queries, own);
    }

    /// <summary>Fills <paramref name="active"/> up from what the queries found and what is remembered.</summary>
    internal void Merge(ActiveSet active, int queries, LshSamplerState own)
    {
        int target = (int)Math.Min((long)active.Count + options.Hashed, active.NeuronCount);
        int remembered = Remembered?.Kept ?? 0;
        fixed (int* ids = own.Ids)
        {
            for (int rank = 0; rank < Math.Max(options.Candidates, remembered) && active.Count < target; rank++)
            {
                for (int query = 0; query < queries && active.Count < target; query++)
                {
                    int start = query * options.Candidates;
                    if (own.Found[query] > 0)
                        active.Add(ScoredHeap.Take(ids + start, own.Logits.Pointer + start, ref own.Found[query]));
                }
                if (rank < remembered)
                    AddRemembered(rank, target, active, own);
            }
        }
    }

    /// <summary>What each sample of the batch remembers at a rank.</summary>
    private void AddRemembered(int rank, int target, ActiveSet active, LshSamplerState own)
    {
        ReadOnlySpan<int> points = own.Points;
        for (int sample = 0; sample < points.Length && active.Count < target; sample++)
        {
            ReadOnlySpan<int> neurons = Remembered!.Of(points[sample]);
            if (rank < neurons.Length)
                active.Add(neurons[rank]);
        }
    }

    private void Search(ActivationBatch hidden, int queries, int budget, LshSamplerState own) =>
        index.SearchBatch(hidden.Values.Pointer, hidden.Values.Stride, queries, budget, own.Ids, own.Found, own.Query);

    /// <summary>How many of a batch's samples query.</summary>
    internal static int QueriesOf(LshSamplerOptions options, int samples) =>
        Math.Clamp(options.Queries, 0, samples);

    /// <summary>Scores each query's candidates and makes a heap of them, from which the best can be taken.</summary>
    private void RankExactly(ActivationBatch hidden, int queries, WeightMatrix rows, LshSamplerState own)
    {
        fixed (int* ids = own.Ids)
        {
            for (int query = 0; query < queries; query++)
            {
                int start = query * options.Candidates;
                float* logits = own.Logits.Pointer + start;
                GatherDot.Compute(rows, ids + start, own.Found[query], hidden.Values.RowPointer(query), logits);
                ScoredHeap.Make(ids + start, logits, own.Found[query]);
            }
        }
    }
}
