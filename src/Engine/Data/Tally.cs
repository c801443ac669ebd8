namespace Glissade;

/// <summary>How often each of many numbers occurs, of which few are different: sizes, say. Takes memory for the different ones only.</summary>
internal sealed class Tally
{
    private readonly Dictionary<int, long> occurrences = [];

    /// <summary>How many numbers were added.</summary>
    public long Total { get; private set; }

    /// <summary>How often <paramref name="number"/> was added.</summary>
    public int this[int number] => (int)occurrences.GetValueOrDefault(number);

    public void Add(int number)
    {
        occurrences[number] = occurrences.GetValueOrDefault(number) + 1;
        Total++;
    }

    /// <summary>Mean and quantiles.</summary>
    public CountDistribution Distribution()
    {
        if (Total == 0)
            return default;
        KeyValuePair<int, long>[] sorted = [.. occurrences.OrderBy(one => one.Key)];
        return new CountDistribution(
            (double)sorted.Sum(one => one.Key * one.Value) / Total, Percentile(50), Percentile(90), Percentile(99), sorted[^1].Key);

        int Percentile(int percent)
        {
            // In whole numbers: 0.9 * 10 may come out above 9.
            long wanted = ((Total * percent) + 99) / 100;
            int at = 0;
            for (long seen = sorted[0].Value; seen < wanted; seen += sorted[at].Value)
                at++;
            return sorted[at].Key;
        }
    }
}
