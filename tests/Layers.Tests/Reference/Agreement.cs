using Glissade.Kernels;

namespace Glissade.Reference;

/// <summary>Comparisons between doubles of the reference and floats of the engine.</summary>
internal static class Agreement
{
    public static void Copy(double[][] source, RowMatrix target)
    {
        for (int row = 0; row < source.Length; row++)
        {
            Span<float> values = target.Row(row);
            for (int j = 0; j < values.Length; j++)
                values[j] = (float)source[row][j];
        }
    }

    public static void Copy(double[][] source, WeightMatrix target)
    {
        for (int row = 0; row < source.Length; row++)
            target.WriteRow(row, [.. source[row].Select(value => (float)value)]);
    }

    public static double Largest(double[][] matrix) => matrix.Max(row => row.Max(Math.Abs));

    /// <summary>
    /// Every element to within <paramref name="tolerance"/> times the largest of the matrix (or <paramref name="magnitude"/>, if larger).
    /// </summary>
    public static void Equal(double[][] expected, RowMatrix actual, double tolerance, string what, double magnitude = 0)
    {
        double allowed = tolerance * Math.Max(Largest(expected), magnitude);
        Each(expected, row => actual.Row(row).ToArray(), what, (_, _) => allowed);
    }

    /// <inheritdoc cref="Equal(double[][], RowMatrix, double, string, double)"/>
    public static void Equal(double[][] expected, WeightMatrix actual, double tolerance, string what, double magnitude = 0)
    {
        double allowed = tolerance * Math.Max(Largest(expected), magnitude);
        Each(expected, row => Read(actual, row), what, (_, _) => allowed);
    }

    /// <summary>
    /// Weights after steps that divide by small roots: an element may differ by what the gradients' rounding,
    /// <paramref name="gradientError"/>, makes of its path, and never by more than <paramref name="most"/>.
    /// </summary>
    public static void Equal(
        double[][] expected, WeightMatrix actual, ReferenceOptimizer optimizer, double gradientError, double most, string what)
    {
        double rounding = 1e-6 * Math.Max(1, Largest(expected));
        Each(expected, row => Read(actual, row), what, (row, j) => rounding + Math.Min(most, gradientError * optimizer.Sensitivity[row][j]));
    }

    public static void Equal(double expected, double actual, double tolerance, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{what}: expected {expected:R}, but is {actual:R}");

    private static float[] Read(WeightMatrix weights, int row)
    {
        float[] values = new float[weights.Columns];
        weights.ReadRow(row, values);
        return values;
    }

    private static void Each(double[][] expected, Func<int, float[]> actual, string what, Func<int, int, double> allowed)
    {
        for (int row = 0; row < expected.Length; row++)
        {
            ReadOnlySpan<float> values = actual(row).AsSpan(0, expected[row].Length);
            for (int j = 0; j < values.Length; j++)
            {
                // Written so that NaN fails.
                if (!(Math.Abs(expected[row][j] - values[j]) <= allowed(row, j)))
                {
                    Assert.Fail(
                        $"{what}, row {row}, column {j}: expected {expected[row][j]:R}, but is {values[j]:R} (within {allowed(row, j):R})");
                }
            }
        }
    }
}
