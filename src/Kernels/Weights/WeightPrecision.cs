namespace Glissade.Kernels;

/// <summary>How a layer's weights are stored. Computation is in single precision whatever the storage.</summary>
public enum WeightPrecision
{
    /// <summary>32 bits.</summary>
    Single,

    /// <summary>16 bits (bfloat16), rounded stochastically at each update: half the memory and half the traffic.</summary>
    BFloat16,

    /// <summary>As <see cref="BFloat16"/>, but rounded to nearest: updates below 2^-9 of a weight are lost. For comparison.</summary>
    BFloat16Nearest,
}
