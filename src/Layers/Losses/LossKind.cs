namespace Glissade.Layers;

/// <summary>What training minimises.</summary>
public enum LossKind
{
    /// <summary>Squared hinge, one against all (<see cref="SquaredHingeLoss"/>).</summary>
    SquaredHinge,

    /// <summary>Logistic, one against all (<see cref="LogisticLoss"/>).</summary>
    Logistic,

    /// <summary>Softmax cross-entropy over the active set (<see cref="SoftmaxLoss"/>).</summary>
    Softmax,

    /// <summary>
    /// Softmax with each logit lowered by the logarithm of the neuron's chance of being active (<see cref="SamplingCorrection"/>). Where each
    /// sample has active neurons of its own it is <see cref="Softmax"/>: those drawn have one chance.
    /// </summary>
    SampledSoftmax,
}
