namespace Glissade;

/// <summary>
/// A and B of the propensity model of Jain, Prabhu and Varma (KDD 2016): the chance that a label that applies was noted at all grows with
/// its training count n as 1 / (1 + C (n + B)^-A).
/// </summary>
/// <param name="A">Exponent.</param>
/// <param name="B">Added to every count.</param>
public readonly record struct PropensityConstants(double A, double B)
{
    /// <summary>For data of no special kind.</summary>
    public static PropensityConstants General { get; } = new(0.55, 1.5);

    /// <summary>For data sets out of Wikipedia.</summary>
    public static PropensityConstants Wikipedia { get; } = new(0.5, 0.4);

    /// <summary>For data sets out of Amazon.</summary>
    public static PropensityConstants Amazon { get; } = new(0.6, 2.6);
}
