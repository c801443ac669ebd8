using Glissade.Kernels;

namespace Glissade.Layers.Tests;

/// <summary>Adds the neurons that a test lists: one list for each sample, or the first for a whole batch.</summary>
internal sealed class ListedSampler(params int[][] lists) : INeuronSampler
{
    public int[][] Lists { get; set; } = lists;

    public bool FollowsWeights => false;

    public SamplerState CreateState() => new();

    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
    {
    }

    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) =>
        active.AddRange(Lists[0]);

    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) =>
        active.AddRange(Lists[sample]);

    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
    }

    public void Dispose()
    {
    }
}
