namespace Glissade.Layers;

/// <summary>Makes losses by kind.</summary>
public static class OutputLosses
{
    /// <summary>The loss of this kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static OutputLoss Create(LossKind kind) => kind switch
    {
        LossKind.SquaredHinge => new SquaredHingeLoss(),
        LossKind.Logistic => new LogisticLoss(),
        LossKind.Softmax => new SoftmaxLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown loss"),
    };
}
