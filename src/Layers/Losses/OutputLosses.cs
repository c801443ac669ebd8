namespace Glissade.Layers;

/// <summary>Makes losses by kind.</summary>
public static class OutputLosses
{
    /// <summary>The loss of this kind. What tells the sampled softmax from the other is a <see cref="SamplingCorrection"/> of its logits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static OutputLoss Create(LossKind kind) => kind switch
    {
        LossKind.SquaredHinge => new SquaredHingeLoss(),
        LossKind.Logistic => new LogisticLoss(),
        LossKind.Softmax or LossKind.SampledSoftmax => new SoftmaxLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown loss"),
    };
}
