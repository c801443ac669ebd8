using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Runner.Profile;

/// <summary>
/// How a sampler adds neurons to a batch's true labels, in marked parts; for <see cref="LshSampler"/> over tables as it does it by itself.
/// </summary>
internal sealed unsafe class ReplayedChoice : IDisposable
{
    private readonly OutputLayer layer;
    private readonly INeuronSampler sampler;
    private readonly LshSamplerOptions? options;
    private readonly SamplerState state;
    private readonly ActiveSet distinct;

    public ReplayedChoice(OutputLayer layer, INeuronSampler sampler, TrainingRecipe recipe)
    {
        this.layer = layer;
        this.sampler = sampler;
        state = sampler.CreateState();
        distinct = new ActiveSet(layer.Neurons);
        if (sampler is not LshSampler)
            return;
        options = Samplers.Options(recipe, points: 0);
    }

    public void Add(ActivationBatch hidden, SparseBatch batch, ActiveSet active, ref RandomStream random, StepMeter meter)
    {
        sampler.Begin(hidden, batch, state);
        meter.End(StepPart.ObserveQueries);
        if (options is null)
        {
            sampler.AddShared(hidden, active, state, ref random);
        }
        else
        {
            AddHashed(hidden, active, options, (LshSamplerState)state, meter);
            active.AddUniform(options.Uniform, ref random);
        }
        meter.End(StepPart.DrawUniform);
    }

    /// <summary>What the sampler does before it sees logits.</summary>
    public void BeginBatch(SparseBatch batch, float costless) => (sampler as ILogitObserver)?.BeginBatch(batch, costless, state);

    /// <summary>What the sampler does with the logits of some rows.</summary>
    public void Observe(in SharedLogits logits, StepMeter meter)
    {
        (sampler as ILogitObserver)?.Observe(logits, state);
        meter.End(StepPart.RememberHardest);
    }

    /// <summary>What it does when it has seen them all.</summary>
    public void EndBatch(SparseBatch batch, ActiveSet active, StepMeter meter)
    {
        (sampler as ILogitObserver)?.EndBatch(batch, active, state);
        meter.End(StepPart.RememberHardest);
    }

    public void Dispose()
    {
        state.Dispose();
        distinct.Dispose();
    }

    private void AddHashed(ActivationBatch hidden, ActiveSet active, LshSamplerOptions options, LshSamplerState own, StepMeter meter)
    {
        int queries = LshSampler.QueriesOf(options, hidden.Count);
        Search(hidden, queries, options.Candidates, own, meter);
        if (meter.Counts)
            Count(queries, options.Candidates, own, meter);
        Rank(hidden, queries, options.Candidates, own, meter);
        ((LshSampler)sampler).Merge(active, queries, own);
        meter.End(StepPart.MergeCandidates);
    }

    /// <summary>As <see cref="LshIndex.SearchBatch"/> does for a block, which the queries of a batch fit.</summary>
    private void Search(ActivationBatch hidden, int queries, int budget, LshSamplerState own, StepMeter meter)
    {
        LshIndex index = (LshIndex)((LshSampler)sampler).Index;
        LshQuery query = (LshQuery)own.Query;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(queries, LshQuery.BlockQueries);
        index.HashBlock(hidden.Values.Pointer, hidden.Values.Stride, queries, query.Buckets, query);
        meter.End(StepPart.HashQueries);
        for (int i = 0; i < queries; i++)
        {
            ReadOnlySpan<int> buckets = query.Buckets.AsSpan(i * index.TableCount, index.TableCount);
            own.Found[i] = index.SearchBuckets(buckets, budget, own.Ids.AsSpan(i * budget, budget), query);
        }
        meter.End(StepPart.CollectCandidates);
    }

    private void Rank(ActivationBatch hidden, int queries, int budget, LshSamplerState own, StepMeter meter)
    {
        fixed (int* ids = own.Ids)
        {
            for (int query = 0; query < queries; query++)
            {
                int start = query * budget;
                float* candidates = own.Logits.Pointer + start;
                GatherDot.Compute(layer.Weights, ids + start, own.Found[query], hidden.Values.RowPointer(query), candidates);
                meter.End(StepPart.ScoreCandidates);
                ScoredHeap.Make(ids + start, candidates, own.Found[query]);
                meter.End(StepPart.SortCandidates);
            }
        }
    }

    /// <summary>A row that several queries rank comes from memory once.</summary>
    private void Count(int queries, int budget, LshSamplerState own, StepMeter meter)
    {
        distinct.Clear();
        long ranked = 0;
        for (int query = 0; query < queries; query++)
        {
            distinct.AddRange(own.Ids.AsSpan(query * budget, own.Found[query]));
            ranked += own.Found[query];
        }
        meter.Add(
            StepPart.ScoreCandidates,
            new PartWork(
                OutputBytes: distinct.Count * (double)layer.Weights.StrideBytes, Operations: 2.0 * ranked * layer.Weights.Columns));
    }
}
