namespace Glissade.Runner.Errors;

/// <summary>The largest error found so far, in units in the last place of the exact result, and where it was.</summary>
internal record struct UlpError(double Ulps, float At)
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>
    /// Takes one result into account. A wrong NaN or infinity, or a subnormal result that is not a neighbour of the exact one, counts as
    /// infinitely wrong.
    /// </summary>
    public void Observe(double exact, float actual, float at)
    {
        double magnitude = Math.Abs(exact);
        double ulps;
        if (double.IsNaN(exact) || double.IsNaN(actual))
            ulps = double.IsNaN(exact) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        else if (magnitude < SmallestNormal)
            ulps = Math.Abs(actual - exact) <= 2 * float.Epsilon ? 0 : double.PositiveInfinity;
        else if (magnitude > float.MaxValue)
            ulps = (float)exact == actual ? 0 : double.PositiveInfinity;
        else
            ulps = Math.Abs(actual - exact) / Math.ScaleB(1, Math.ILogB(magnitude) - 23);
        if (ulps > Ulps)
            this = new UlpError(ulps, at);
    }

    /// <summary>The larger of two.</summary>
    public static UlpError Larger(UlpError a, UlpError b) => a.Ulps >= b.Ulps ? a : b;
}
