namespace Glissade.Kernels.Tests;

/// <summary>Comparison of a kernel with its definition, as google/highway compares: 96 units in the last place of what went in.</summary>
internal static class Near
{
    private const double Tolerance = 96 * 1.1920929e-7;

    /// <summary>Results below the normal range may be flushed to zero.</summary>
    private const double SmallestNormal = 1.17549435e-38;

    /// <param name="expected">What the definition gives; where it is not finite, the kernel must give the same.</param>
    /// <param name="actual">What the kernel gives.</param>
    /// <param name="magnitude">Sum of the absolute values of what was added up; 0 if nothing was.</param>
    /// <param name="what">Names the place.</param>
    public static void Equal(double expected, double actual, double magnitude, string what)
    {
        if (expected.Equals(actual))
            return;
        bool near = double.IsFinite(expected)
            && Math.Abs(expected - actual) <= (Tolerance * Math.Max(Math.Abs(expected), magnitude)) + SmallestNormal;
        Assert.True(near, $"{what}: expected {expected:R}, but is {actual:R} (magnitude {magnitude:R})");
    }
}
