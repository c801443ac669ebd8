namespace Glissade.Kernels;

/// <summary>Checks that optimizers make of their constants: outside these ranges weights and padding would become NaN.</summary>
internal static class OptimizerArguments
{
    /// <exception cref="ArgumentOutOfRangeException">The decay is not in [0, 1).</exception>
    public static float CheckDecay(float decay, string name) => decay is >= 0 and < 1
        ? decay
        : throw new ArgumentOutOfRangeException(name, decay, "a decay must be at least 0 and below 1");

    /// <exception cref="ArgumentOutOfRangeException">The number is not positive and finite.</exception>
    public static float CheckEpsilon(float epsilon, string name) => epsilon > 0 && float.IsFinite(epsilon)
        ? epsilon
        : throw new ArgumentOutOfRangeException(name, epsilon, "what is added to a root must be positive and finite");
}
