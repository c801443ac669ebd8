using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Glissade;

/// <summary>Finds the points of a data set that have exactly given features.</summary>
internal sealed class KnownQueries
{
    private readonly Dataset data;

    /// <summary>Hashes of the points' features, ascending, and beside them the points.</summary>
    private readonly ulong[] hashes;

    private readonly int[] points;

    public KnownQueries(Dataset data)
    {
        this.data = data;
        hashes = new ulong[data.Count];
        points = new int[data.Count];
        for (int point = 0; point < points.Length; point++)
        {
            hashes[point] = Hash(data.Features(point));
            points[point] = point;
        }
        Array.Sort(hashes, points);
    }

    public ReadOnlySpan<int> Labels(int point) => data.Labels(point);

    /// <summary>The points with these features and values, in no particular order.</summary>
    public List<int> Find(SparseVector features)
    {
        ulong hash = Hash(features);
        List<int> found = [];
        for (int i = FirstNotBelow(hash); i < hashes.Length && hashes[i] == hash; i++)
        {
            SparseVector candidate = data.Features(points[i]);
            // Equal hashes say nearly all, but not all.
            if (candidate.Ids.SequenceEqual(features.Ids) && candidate.Values.SequenceEqual(features.Values))
                found.Add(points[i]);
        }
        return found;
    }

    private static ulong Hash(SparseVector features)
    {
        ulong ids = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(features.Ids));
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(features.Values), (long)ids);
    }

    private int FirstNotBelow(ulong hash)
    {
        int low = 0;
        int high = hashes.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (hashes[middle] < hash)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
