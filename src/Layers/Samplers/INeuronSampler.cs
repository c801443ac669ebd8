using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Chooses which neurons of a wide layer take part in a step besides the true labels. One sampler serves all workers; what a worker changes
/// while choosing lies in a <see cref="SamplerState"/> of its own.
/// </summary>
public interface INeuronSampler : IDisposable
{
    /// <summary>Scratch for one worker.</summary>
    SamplerState CreateState();

    /// <summary>Looks at a batch before anything is added for it (to hash all its queries at once, say).</summary>
    /// <param name="hidden">[h; 1] of each sample; <see cref="ActivationBatch.Transposed"/> is up to date.</param>
    /// <param name="batch">The samples' labels.</param>
    /// <param name="state">The calling worker's scratch.</param>
    void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state);

    /// <summary>Adds neurons that the whole batch will share to <paramref name="active"/>, which holds the batch's true labels.</summary>
    void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random);

    /// <summary>Adds neurons for one sample to <paramref name="active"/>, which holds the sample's true labels.</summary>
    void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random);

    /// <summary>Follows the weights, which have moved. No worker is choosing meanwhile.</summary>
    void Rebuild(WeightMatrix weights, WorkerTeam team);

    /// <summary>
    /// Follows the rows that have changed since the last rebuild or refresh, where that costs less than a rebuild; otherwise rebuilds. No
    /// worker is choosing meanwhile.
    /// </summary>
    /// <param name="weights">All rows.</param>
    /// <param name="touched">The numbers of those that have changed.</param>
    /// <param name="team">The workers that share the task.</param>
    /// <returns>Whether this was a rebuild.</returns>
    bool Refresh(WeightMatrix weights, ReadOnlySpan<int> touched, WorkerTeam team)
    {
        Rebuild(weights, team);
        return true;
    }

    /// <summary>
    /// How far the weights have moved since the last rebuild, as far as choosing depends on them: from 0, not at all, to 1, which also
    /// those say that do not know. No worker is choosing meanwhile.
    /// </summary>
    double MeasureDrift(WeightMatrix weights, WorkerTeam team) => 1;

    /// <summary>Whether choosing depends on the weights, so that <see cref="Rebuild"/> has to be called from time to time.</summary>
    bool FollowsWeights { get; }
}
