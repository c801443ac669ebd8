using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.PublicApi.Tests;

/// <summary>A sampler of a user's own: every n-th neuron, from another one on each time.</summary>
internal sealed class EveryNthSampler(int n) : INeuronSampler
{
    public bool FollowsWeights => false;

    public int Calls { get; private set; }

    public SamplerState CreateState() => new();

    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state) => Calls++;

    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) => Add(active, ref random);

    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) =>
        Add(active, ref random);

    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
    }

    public void Dispose()
    {
    }

    private void Add(ActiveSet active, ref RandomStream random)
    {
        for (int neuron = random.NextInt32(n); neuron < active.NeuronCount; neuron += n)
            active.Add(neuron);
    }
}
