namespace Glissade.Documents;

/// <summary>Collects the features of points one by one.</summary>
internal sealed class FeatureCollector(string source)
{
    /// <summary>Somewhat fewer than an array can have, so that the check comes before the array.</summary>
    private const int MostEntries = 2_000_000_000;

    private readonly FeatureCounts counts = new();
    private readonly List<long> offsets = [0];
    private readonly List<int> ids = [];
    private readonly List<float> values = [];

    internal long[] Offsets => [.. offsets];

    internal int[] Ids => [.. ids];

    internal float[] Values => [.. values];

    /// <summary>Adds a point that has each feature as often as <paramref name="found"/> names it.</summary>
    internal void Add(List<int> found)
    {
        counts.Count(found);
        CheckCount(source, ids.Count + (long)counts.Ids.Length);
        ids.AddRange(counts.Ids);
        values.AddRange(counts.Values);
        offsets.Add(ids.Count);
    }

    /// <summary>Everything that is counted must fit one array of .NET.</summary>
    internal static void CheckCount(string source, long count)
    {
        if (count > MostEntries)
            throw new DataFormatException(
                $"{source}: found more words or labels than {MostEntries}, the most that a data set of texts holds");
    }
}
