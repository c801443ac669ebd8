using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Glissade.Description;

/// <summary>Points that another point is the same as.</summary>
internal static class Duplicates
{
    /// <summary>Hashes that are sorted at a time: 8 MiB of them.</summary>
    private const int PointsPerPart = 1 << 19;

    /// <summary>Each part is an open file; beyond, parts become larger.</summary>
    private const int MostParts = 256;

    /// <summary>How many points have the very features of an earlier one; points without features are not counted.</summary>
    /// <remarks>Compares hashes of 128 bits, which different points share with a probability that can be neglected.</remarks>
    /// <param name="data">The points.</param>
    /// <param name="pointsPerPart">With more points, hashes lie in temporary files of about so many each.</param>
    /// <exception cref="IOException">Temporary files cannot be written.</exception>
    internal static int Count(Dataset data, int pointsPerPart = PointsPerPart)
    {
        using HashParts hashes = new((int)Math.Clamp(((long)data.Count + pointsPerPart - 1) / pointsPerPart, 1, MostParts));
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
        int repeated = 0;
        foreach (List<UInt128> part in hashes.All())
        {
            part.Sort();
            for (int i = 1; i < part.Count; i++)
                repeated += part[i] == part[i - 1] ? 1 : 0;
        }
        return repeated;
    }
}
