namespace Glissade.Description;

/// <summary>How many points have each of the ids that some point has.</summary>
/// <remarks>Found by sorting all entries: counters by id would take their memory from what a header claims.</remarks>
internal sealed class Occurrences
{
    private readonly List<(int Id, int Points)> used = [];
    private readonly int spaceSize;

    private Occurrences(int[] entries, int spaceSize)
    {
        this.spaceSize = spaceSize;
        Array.Sort(entries);
        for (int start = 0, end; start < entries.Length; start = end)
        {
            end = start + 1;
            while (end < entries.Length && entries[end] == entries[start])
                end++;
            used.Add((entries[start], end - start));
        }
    }

    /// <summary>Ids that no point has.</summary>
    internal int UnusedCount => spaceSize - used.Count;

    internal static Occurrences OfLabels(Dataset data)
    {
        int[] entries = new int[data.LabelEntryCount];
        int at = 0;
        for (int point = 0; point < data.Count; at += data.Labels(point).Length, point++)
            data.Labels(point).CopyTo(entries.AsSpan(at));
        return new Occurrences(entries, data.LabelCount);
    }

    internal static Occurrences OfFeatures(Dataset data)
    {
        int[] entries = new int[data.FeatureEntryCount];
        int at = 0;
        for (int point = 0; point < data.Count; at += data.Features(point).Count, point++)
            data.Features(point).Ids.CopyTo(entries.AsSpan(at));
        return new Occurrences(entries, data.FeatureCount);
    }

    /// <summary>Points of each id, ids of no point included.</summary>
    internal SizeHistogram Histogram() => SizeHistogram.Of(used.Select(one => one.Points), UnusedCount);

    /// <summary>The most frequent ids, the lower first among equals.</summary>
    internal NamedCount[] Most(int count, IReadOnlyList<string>? names) =>
    [
        .. used.OrderByDescending(one => one.Points).ThenBy(one => one.Id).Take(count)
            .Select(one => new NamedCount(one.Id, names?[one.Id], one.Points)),
    ];
}
