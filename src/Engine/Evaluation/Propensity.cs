namespace Glissade;

/// <summary>Weights that make rare labels count more, as the Extreme Classification repository defines them.</summary>
public static class Propensity
{
    /// <summary>
    /// Inverse propensity of every label: 1 + C (n + B)^-A with C = (ln N - 1)(B + 1)^A, n the label's training count, N the number of
    /// training points. C is taken as 0 for N below 3, where it would be negative: every weight is at least 1.
    /// </summary>
    /// <param name="labelFrequencies">Training count of every label.</param>
    /// <param name="trainingPoints">Number of training points, positive.</param>
    /// <param name="a">Exponent A.</param>
    /// <param name="b">B, added to every count; positive, for counts may be 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of points or <paramref name="b"/> is not positive, <paramref name="a"/> or a count is negative, or a constant is not
    /// finite.
    /// </exception>
    public static double[] Inverse(ReadOnlySpan<int> labelFrequencies, long trainingPoints, double a = 0.55, double b = 1.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trainingPoints);
        if (!(a >= 0 && double.IsFinite(a)))
            throw new ArgumentOutOfRangeException(nameof(a), a, "must be a number from 0 on");
        if (!(b > 0 && double.IsFinite(b)))
            throw new ArgumentOutOfRangeException(nameof(b), b, "must be a positive number");
        double c = Math.Max(0, Math.Log(trainingPoints) - 1) * Math.Pow(b + 1, a);
        double[] inverse = new double[labelFrequencies.Length];
        for (int label = 0; label < inverse.Length; label++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labelFrequencies[label], nameof(labelFrequencies));
            inverse[label] = 1 + (c * Math.Pow(labelFrequencies[label] + b, -a));
        }
        return inverse;
    }

    /// <summary>Inverse propensity of every label, with constants chosen by the kind of data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of points is not positive, a count is negative, or the constants are out of range.
    /// </exception>
    public static double[] Inverse(ReadOnlySpan<int> labelFrequencies, long trainingPoints, PropensityConstants constants) =>
        Inverse(labelFrequencies, trainingPoints, constants.A, constants.B);

    /// <summary>How many points of <paramref name="data"/> have each label.</summary>
    public static int[] LabelFrequencies(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] frequencies = new int[data.LabelCount];
        for (int point = 0; point < data.Count; point++)
        {
            foreach (int label in data.Labels(point))
                frequencies[label]++;
        }
        return frequencies;
    }
}
