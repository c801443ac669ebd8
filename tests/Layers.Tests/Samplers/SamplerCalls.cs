namespace Glissade.Layers.Tests;

internal static class SamplerCalls
{
    /// <summary>Begins a batch whose samples have no labels.</summary>
    internal static void BeginUnlabelled(this INeuronSampler sampler, ActivationBatch hidden, SamplerState state)
    {
        using SparseBatch batch = new(1);
        for (int sample = 0; sample < hidden.Count; sample++)
            batch.Add(new SparseVector([], []), []);
        sampler.Begin(hidden, batch, state);
    }
}
