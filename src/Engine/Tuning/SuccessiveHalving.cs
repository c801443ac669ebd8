namespace Glissade;

/// <summary>
/// Which configurations are worth more training (successive halving: Jamieson and Talwalkar 2016; here by thirds). Nine are trained for a
/// ninth of their epochs, the best three of them for a third, the best one whole: together about as much as training three whole.
/// </summary>
internal static class SuccessiveHalving
{
    /// <summary>Configurations of a bracket, at most.</summary>
    public const int Bracket = 9;

    private const int Fraction = 3;

    /// <summary>What a bracket of so many configurations does: the part of the epochs, as its divisor, and how many go on.</summary>
    public static IEnumerable<(int Divisor, int Keep)> Rungs(int configurations)
    {
        int left = configurations;
        for (int divisor = Bracket; divisor > 1; divisor /= Fraction)
        {
            // A single one needs no comparison.
            if (left > 1)
                yield return (divisor, left = (left + Fraction - 1) / Fraction);
        }
        yield return (1, left);
    }

    /// <summary>
    /// The epochs of a run that is to tell what a configuration is worth. It is trained anew with its whole schedule: what a rung trained
    /// has let its learning rate fall to nothing and cannot be gone on with, and cut from a longer schedule, high rates would look bad.
    /// </summary>
    public static int Epochs(int whole, int divisor) => Math.Max(1, (int)Math.Round((double)whole / divisor));

    /// <summary>The trials of the best runs, the earlier of equals first.</summary>
    public static int[] Pick(IEnumerable<TuningRun> runs, int keep) =>
        [.. runs.OrderByDescending(run => run.Rank).ThenBy(run => run.Trial).Take(keep).Select(run => run.Trial)];
}
