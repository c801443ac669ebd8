namespace Glissade.Kernels.Tests;

/// <summary>Errors in units in the last place.</summary>
internal static class Ulps
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>
    /// Every so-many-th single-precision number, both signs, whatever its exponent. The step is odd and far from a power of two, so that no
    /// digit stays the same.
    /// </summary>
    public static IEnumerable<float> Floats(uint step = 60_013)
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += step)
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
    }

    /// <summary>
    /// The error of <paramref name="actual"/>. Where the exact result is subnormal or beyond the range it is 0 if the result is a neighbour
    /// and infinite if not; for NaN it is 0 if both are.
    /// </summary>
    public static double Error(double exact, float actual)
    {
        double magnitude = Math.Abs(exact);
        if (double.IsNaN(exact) || double.IsNaN(actual))
            return double.IsNaN(exact) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (magnitude < SmallestNormal)
            return Math.Abs(actual - exact) <= 2 * float.Epsilon ? 0 : double.PositiveInfinity;
        if (magnitude > float.MaxValue)
            return actual == (float)exact ? 0 : double.PositiveInfinity;
        return Math.Abs(actual - exact) / Math.ScaleB(1, Math.ILogB(magnitude) - 23);
    }
}
