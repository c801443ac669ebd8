namespace Glissade.Layers;

/// <summary>
/// A loss over the logits of an active set and its derivative, in place, in the two shapes that a wide layer meets: a sample with active
/// neurons of its own, and neurons shared by a batch. Losses hold no state; <see cref="LossScratch"/> belongs to one worker.
/// </summary>
public abstract unsafe class OutputLoss
{
    /// <summary>Whether the derivative of one logit depends on all of them: then every logit of a batch is observed before any is derived.</summary>
    public abstract bool NeedsAllLogits { get; }

    /// <summary>Logits of wrong neurons up to here add nothing to the loss; minus infinity if all do.</summary>
    internal virtual float CostlessBelow => float.NegativeInfinity;

    /// <summary>The loss of one sample; its logits become <paramref name="scale"/> times the derivatives.</summary>
    /// <param name="logits">The true labels' logits first, then the other active neurons'.</param>
    /// <param name="positives">Number of true labels.</param>
    /// <param name="count">Number of active neurons.</param>
    /// <param name="scale">Factor of the derivatives, 1 / batch size for a mean.</param>
    internal abstract double DeriveOwn(float* logits, int positives, int count, float scale);

    /// <summary>Begins a batch whose samples share their active neurons.</summary>
    internal virtual void BeginShared(LossScratch scratch, int samples)
    {
    }

    /// <summary>Looks at rows of logits, one row a neuron; called for all of them before any <see cref="DeriveShared"/> if <see cref="NeedsAllLogits"/>.</summary>
    internal virtual void Observe(LossScratch scratch, in SharedLogits logits)
    {
    }

    /// <summary>The loss (or, if <see cref="NeedsAllLogits"/>, the rows' part of it) of rows of logits, which become scale times the derivatives.</summary>
    internal abstract double DeriveShared(LossScratch scratch, in SharedLogits logits, float scale);

    /// <summary>What remains of the batch's loss after all rows, the sum over its samples.</summary>
    internal virtual double EndShared(LossScratch scratch, int samples) => 0;
}
