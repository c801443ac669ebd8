using System.Runtime.CompilerServices;

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
    /// <param name="what">Names the place. It is put together for a failure only: most of a test's time would go into it.</param>
    public static void Equal(
        double expected,
        double actual,
        double magnitude,
        [InterpolatedStringHandlerArgument(nameof(expected), nameof(actual), nameof(magnitude))] ref Place what)
    {
        if (!IsNear(expected, actual, magnitude))
            Assert.Fail($"{what.ToStringAndClear()}: expected {expected:R}, but is {actual:R} (magnitude {magnitude:R})");
    }

    private static bool IsNear(double expected, double actual, double magnitude) =>
        expected.Equals(actual)
        || (double.IsFinite(expected)
            && Math.Abs(expected - actual) <= (Tolerance * Math.Max(Math.Abs(expected), magnitude)) + SmallestNormal);

    /// <summary>An interpolated string that comes about only if the comparison fails.</summary>
    [InterpolatedStringHandler]
    public ref struct Place
    {
        private DefaultInterpolatedStringHandler text;

        public Place(int literalLength, int formattedCount, double expected, double actual, double magnitude, out bool wanted)
        {
            wanted = !IsNear(expected, actual, magnitude);
            if (wanted)
                text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }

        public void AppendLiteral(string value) => text.AppendLiteral(value);

        public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

        public string ToStringAndClear() => text.ToStringAndClear();
    }
}
