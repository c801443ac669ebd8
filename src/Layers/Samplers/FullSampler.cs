using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Every neuron is active: the exact layer.</summary>
public sealed class FullSampler : INeuronSampler
{
    /// <inheritdoc/>
    public bool FollowsWeights => false;

    /// <inheritdoc/>
    public SamplerState CreateState() => new();

    /// <inheritdoc/>
    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
    {
    }

    /// <inheritdoc/>
    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) => AddAll(active);

    /// <inheritdoc/>
    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) => AddAll(active);

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void AddAll(ActiveSet active)
    {
        for (int neuron = 0; neuron < active.NeuronCount; neuron++)
            active.Add(neuron);
    }
}
