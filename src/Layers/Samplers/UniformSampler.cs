using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Neurons drawn uniformly, without regard to the query: the cheapest negatives.</summary>
public sealed class UniformSampler : INeuronSampler
{
    private readonly int count;

    /// <summary>Adds <paramref name="count"/> neurons to the true labels.</summary>
    public UniformSampler(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        this.count = count;
    }

    /// <inheritdoc/>
    public bool FollowsWeights => false;

    /// <inheritdoc/>
    public SamplerState CreateState() => new();

    /// <inheritdoc/>
    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
    {
    }

    /// <inheritdoc/>
    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) =>
        active.AddUniform(count, ref random);

    /// <inheritdoc/>
    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) =>
        active.AddUniform(count, ref random);

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
