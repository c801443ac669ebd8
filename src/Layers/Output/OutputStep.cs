using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// One worker's forward, backward and update of the wide layer for a batch. Two ways to share the active neurons derive from it. The update is
/// either part of the step (<see cref="Run"/>) or left to be done later, rows by rows (<see cref="Derive"/>).
/// </summary>
public abstract class OutputStep : IDisposable
{
    /// <summary>A step of <paramref name="layer"/>; everything but the scratch is shared with the other workers.</summary>
    protected OutputStep(OutputLayer layer, INeuronSampler sampler, OutputLoss loss, RowOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(sampler);
        Layer = layer;
        Sampler = sampler;
        Loss = loss;
        Optimizer = optimizer;
        SamplerState = sampler.CreateState();
        Active = new ActiveSet(layer.Neurons);
    }

    /// <summary>Sum over all samples so far of the neurons active for each.</summary>
    public long ActiveNeuronTotal { get; protected set; }

    /// <summary>The layer.</summary>
    protected OutputLayer Layer { get; }

    /// <summary>Chooses active neurons.</summary>
    protected INeuronSampler Sampler { get; }

    /// <summary>The loss.</summary>
    protected OutputLoss Loss { get; }

    /// <summary>Updates the layer's rows.</summary>
    protected RowOptimizer Optimizer { get; }

    /// <summary>This worker's scratch of the sampler.</summary>
    protected SamplerState SamplerState { get; }

    /// <summary>This worker's active set.</summary>
    protected ActiveSet Active { get; }

    /// <summary>The step of a way of sharing.</summary>
    /// <param name="sharing">Whether a batch shares its active neurons or each sample has its own.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="sampler">Chooses active neurons.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="optimizer">Updates the layer's rows.</param>
    /// <param name="batchCapacity">Most samples of a batch.</param>
    /// <param name="correction">
    /// Of the logits of neurons that a batch shares. A sample's own need none: those drawn for it all have the same chance.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such way.</exception>
    public static OutputStep Create(
        ActiveSharing sharing, OutputLayer layer, INeuronSampler sampler, OutputLoss loss, RowOptimizer optimizer, int batchCapacity,
        SamplingCorrection? correction = null) =>
        sharing switch
        {
            ActiveSharing.Batch => new SharedOutputStep(layer, sampler, loss, optimizer, batchCapacity, correction),
            ActiveSharing.Sample => new OwnOutputStep(layer, sampler, loss, optimizer),
            _ => throw new ArgumentOutOfRangeException(nameof(sharing), sharing, "unknown way of sharing active neurons"),
        };

    /// <summary>
    /// Computes the batch's loss over the active neurons, gives the derivatives by the hidden units and updates the active rows.
    /// The loss minimised is the mean over the batch.
    /// </summary>
    /// <param name="hidden">[h; 1] of each sample, transposed as well.</param>
    /// <param name="batch">The samples' labels.</param>
    /// <param name="hiddenDeltas">Receives one row a sample; columns beyond the units hold nothing of meaning.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="random">Where the sampler's randomness comes from.</param>
    /// <returns>The sum over the samples of their losses before the update.</returns>
    public abstract double Run(ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random);

    /// <summary>As <see cref="Run"/>, but writes no weights: the update waits in <see cref="Deferred"/>.</summary>
    /// <param name="hidden">As for <see cref="Run"/>; read again by the update.</param>
    /// <param name="batch">The samples' labels.</param>
    /// <param name="hiddenDeltas">Receives one row a sample.</param>
    /// <param name="learningRate">Step size of the update to come.</param>
    /// <param name="random">Where the sampler's randomness and the noise of stochastic rounding come from.</param>
    internal abstract double Derive(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random);

    /// <summary>The update that the last <see cref="Derive"/> left.</summary>
    internal abstract IDeferredUpdate Deferred { get; }

    /// <summary>Frees the scratch.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the scratch.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        SamplerState.Dispose();
        Active.Dispose();
    }
}
