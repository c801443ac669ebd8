using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Glissade.Description;

/// <summary>Points that another point is the same as.</summary>
internal static class Duplicates
{
    /// <summary>How many points have the very features of an earlier one; points without features are not counted.</summary>
    /// <remarks>Compares hashes of 128 bits, which different points share with a probability that can be neglected.</remarks>
    internal static int Count(Dataset data)
    {
        List<UInt128> hashes = new(data.Count);
        XxHash128 hash = new();
        for (int point = 0; point < data.Count; point++)
        {
            SparseVector features = data.Features(point);
            if (features.Count == 0)
                continue;
            hash.Append(MemoryMarshal.AsBytes(features.Ids));
            hash.Append(MemoryMarshal.AsBytes(features.Values));
            hashes.Add(hash.GetCurrentHashAsUInt128());
            hash.Reset();
        }
        hashes.Sort();
        int repeated = 0;
        for (int i = 1; i < hashes.Count; i++)
            repeated += hashes[i] == hashes[i - 1] ? 1 : 0;
        return repeated;
    }
}
