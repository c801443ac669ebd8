using System.Numerics;

namespace Glissade;

/// <summary>How many of some numbers fall into each size class: 0, 1, 2 to 3, 4 to 7, and so on, each twice as wide as the last.</summary>
public sealed class SizeHistogram
{
    private SizeHistogram(IReadOnlyList<long> counts) => Counts = counts;

    /// <summary>Numbers in class c, which is 0 for c = 0 and 2^(c-1) to 2^c - 1 otherwise. Ends with the largest number's class.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>The smallest and the largest number of class <paramref name="sizeClass"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class: it must be from 0 to 31.</exception>
    public static (int Low, int High) Range(int sizeClass)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeClass, 31);
        return sizeClass == 0 ? (0, 0) : (1 << (sizeClass - 1), (int)((1L << sizeClass) - 1));
    }

    /// <summary>Features of each point.</summary>
    public static SizeHistogram FeaturesPerPoint(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(Enumerable.Range(0, data.Count).Select(point => data.Features(point).Count));
    }

    /// <summary>Labels of each point.</summary>
    public static SizeHistogram LabelsPerPoint(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(Enumerable.Range(0, data.Count).Select(point => data.Labels(point).Length));
    }

    /// <summary>Points of each label, labels that no point has included.</summary>
    public static SizeHistogram PointsPerLabel(Dataset data) => Of(Propensity.LabelFrequencies(data));

    /// <summary>The histogram of <paramref name="numbers"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static SizeHistogram Of(IEnumerable<int> numbers) => Of(numbers, zeros: 0);

    /// <summary>The histogram of <paramref name="numbers"/> and so many zeros besides.</summary>
    internal static SizeHistogram Of(IEnumerable<int> numbers, int zeros)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        long[] counts = new long[32];
        counts[0] = zeros;
        int classes = zeros > 0 ? 1 : 0;
        foreach (int number in numbers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(numbers));
            int sizeClass = 32 - BitOperations.LeadingZeroCount((uint)number);
            counts[sizeClass]++;
            classes = Math.Max(classes, sizeClass + 1);
        }
        return new SizeHistogram(counts[..classes]);
    }
}
