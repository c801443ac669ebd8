namespace Glissade.Runner.Reports;

/// <summary>The middle of repeated measurements.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle; NaN if a value is unknown or there is none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0 || sorted.Any(double.IsNaN))
            return double.NaN;
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
