namespace Glissade.Description;

/// <summary>How many points have each of the ids that some point has.</summary>
/// <remarks>
/// Takes 4 bytes for each id, or for each entry if they are fewer: counters by id alone would take their memory from what a header claims.
/// Entries themselves may lie in a file that is larger than memory.
/// </remarks>
internal sealed class Occurrences
{
    private readonly int spaceSize;

    /// <summary>The points of each id; null if all ids are listed instead.</summary>
    private readonly int[]? counters;

    /// <summary>The ids of all entries, ascending; none if there are counters.</summary>
    private readonly int[] sorted = [];

    private Occurrences(ReadOnlySpan<int> entries, int spaceSize)
    {
        this.spaceSize = spaceSize;
        if (spaceSize <= entries.Length)
        {
            counters = new int[spaceSize];
            foreach (int id in entries)
                counters[id]++;
        }
        else
        {
            sorted = entries.ToArray();
            Array.Sort(sorted);
        }
        UnusedCount = spaceSize - Used().Count();
    }

    /// <summary>Ids that no point has.</summary>
    internal int UnusedCount { get; }

    internal static Occurrences OfLabels(Dataset data) => new(data.Storage.LabelIds.Span, data.LabelCount);

    internal static Occurrences OfFeatures(Dataset data) => new(data.Storage.FeatureIds.Span, data.FeatureCount);

    /// <summary>The ids that some point has, ascending, and how many points have each.</summary>
    internal IEnumerable<(int Id, int Points)> Used() => counters is null ? UsedOfSorted() : UsedOf(counters);

    /// <summary>Points of each id, ids of no point included.</summary>
    internal SizeHistogram Histogram() => SizeHistogram.Of(Used().Select(one => one.Points), UnusedCount);

    /// <summary>The most frequent ids, the lower first among equals.</summary>
    internal NamedCount[] Most(int count, IReadOnlyList<string>? names)
    {
        // The least frequent one first, the higher id among equals.
        PriorityQueue<NamedCount, (int Points, int Id)> most = new(count);
        foreach ((int id, int points) in Used())
        {
            (int, int) priority = (points, -id);
            if (most.Count < count)
                most.Enqueue(new NamedCount(id, names?[id], points), priority);
            else if (most.TryPeek(out _, out (int, int) least) && priority.CompareTo(least) > 0)
                most.DequeueEnqueue(new NamedCount(id, names?[id], points), priority);
        }
        NamedCount[] ordered = new NamedCount[most.Count];
        for (int i = ordered.Length - 1; i >= 0; i--)
            ordered[i] = most.Dequeue();
        return ordered;
    }

    private static IEnumerable<(int Id, int Points)> UsedOf(int[] counters)
    {
        for (int id = 0; id < counters.Length; id++)
        {
            if (counters[id] > 0)
                yield return (id, counters[id]);
        }
    }

    private IEnumerable<(int Id, int Points)> UsedOfSorted()
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            yield return (sorted[start], end - start);
        }
    }
}
