namespace Glissade.Layers;

/// <summary>A sampler that learns from the logits of the neurons it chose for a batch to share.</summary>
internal interface ILogitObserver
{
    /// <summary>A batch whose active neurons are chosen.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="costless">Wrong neurons with logits up to here have no loss.</param>
    /// <param name="state">The calling worker's scratch.</param>
    void BeginBatch(SparseBatch batch, float costless, SamplerState state);

    /// <summary>Sees some rows of a batch's logits before they become derivatives, in order, each once. May write them, but leaves them as they were.</summary>
    void Observe(in SharedLogits logits, SamplerState state);

    /// <summary>All rows of the batch, those of <paramref name="active"/>, were seen.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="active">Its neurons.</param>
    /// <param name="state">The calling worker's scratch.</param>
    void EndBatch(SparseBatch batch, ActiveSet active, SamplerState state);
}
