namespace Glissade.Layers;

/// <summary>What hidden units do with their sums.</summary>
public enum HiddenActivation
{
    /// <summary>max(x, 0) for every unit.</summary>
    Relu,

    /// <summary>x itself: the network is a low-rank linear model, which suits data whose rare features all but name the label.</summary>
    Linear,

    /// <summary>The first half of the units rectified, the others linear.</summary>
    Mixed,
}
