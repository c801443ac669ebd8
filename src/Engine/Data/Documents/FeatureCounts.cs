using System.Runtime.InteropServices;

namespace Glissade.Documents;

/// <summary>How often each feature occurs among those found in a text.</summary>
internal sealed class FeatureCounts
{
    private int[] ids = [];
    private float[] values = [];
    private int count;

    /// <summary>The different features, ascending.</summary>
    internal ReadOnlySpan<int> Ids => ids.AsSpan(0, count);

    /// <summary>How often each occurs.</summary>
    internal ReadOnlySpan<float> Values => values.AsSpan(0, count);

    /// <summary>Counts <paramref name="found"/>, which is sorted on the way.</summary>
    internal void Count(List<int> found)
    {
        found.Sort();
        Count(CollectionsMarshal.AsSpan(found));
    }

    /// <summary>Counts features that ascend.</summary>
    internal void Count(ReadOnlySpan<int> sorted)
    {
        if (ids.Length < sorted.Length)
        {
            ids = new int[Math.Max(sorted.Length, 2 * ids.Length)];
            values = new float[ids.Length];
        }
        count = 0;
        foreach (int id in sorted)
        {
            if (count == 0 || ids[count - 1] != id)
            {
                ids[count] = id;
                values[count++] = 0;
            }
            values[count - 1]++;
        }
    }
}
