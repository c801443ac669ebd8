using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Samples.CustomSampler;

/// <summary>
/// Draws negatives in proportion to a power of how often each label occurs, as word2vec does (Mikolov et al. 2013, power 0.75): frequent
/// labels, which a network tends to answer with, are pushed down more often.
/// </summary>
internal sealed class PopularitySampler : INeuronSampler
{
    private readonly double[] cumulative;
    private readonly int count;

    public PopularitySampler(ReadOnlySpan<int> frequencies, int count, double power = 0.75)
    {
        this.count = count;
        cumulative = new double[frequencies.Length];
        double sum = 0;
        for (int label = 0; label < cumulative.Length; label++)
            cumulative[label] = sum += Math.Pow(frequencies[label] + 1, power);
    }

    /// <summary>What is drawn does not depend on the weights: nobody needs to call <see cref="Rebuild"/>.</summary>
    public bool FollowsWeights => false;

    /// <summary>Workers have nothing of their own: the sampler is only read while they draw.</summary>
    public SamplerState CreateState() => new();

    public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
    {
    }

    public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) =>
        Draw(active, ref random);

    public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) =>
        Draw(active, ref random);

    public void Rebuild(WeightMatrix weights, WorkerTeam team)
    {
    }

    public void Dispose()
    {
    }

    /// <summary>Randomness comes from the stream that is handed in, so that a seed fixes a run; a label drawn again counts once.</summary>
    private void Draw(ActiveSet active, ref RandomStream random)
    {
        for (int i = 0; i < count; i++)
        {
            int place = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            active.Add(Math.Min(place < 0 ? ~place : place + 1, active.NeuronCount - 1));
        }
    }
}
