namespace Glissade;

/// <summary>How a number of things is spread: its mean and quantiles. All are 0 if there is nothing to count over.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Median">The smallest number that at least half of them do not exceed.</param>
/// <param name="Quantile90">The smallest number that at least 90 % of them do not exceed.</param>
/// <param name="Quantile99">The smallest number that at least 99 % of them do not exceed.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct CountDistribution(double Mean, int Median, int Quantile90, int Quantile99, int Maximum)
{
    /// <summary>The distribution of <paramref name="numbers"/>, which are sorted on the way.</summary>
    internal static CountDistribution OfOwned(int[] numbers)
    {
        if (numbers.Length == 0)
            return default;
        Array.Sort(numbers);
        long sum = 0;
        foreach (int number in numbers)
            sum += number;
        return new((double)sum / numbers.Length, Percentile(numbers, 50), Percentile(numbers, 90), Percentile(numbers, 99), numbers[^1]);
    }

    // In whole numbers: 0.9 * 10 may come out above 9.
    private static int Percentile(int[] sorted, int percent) => sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1];
}
