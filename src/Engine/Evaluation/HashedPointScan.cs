using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>What one thread needs to answer single points by an index; kept, it answers further ones without allocating.</summary>
internal sealed class HashedPointScan(HashedScan scan, FeatureWeighting weighting) : IDisposable
{
    private readonly List<int> masked = [];
    private float[] weighted = [];

    /// <summary>The best labels among the candidates.</summary>
    public TopSelection Best(SparseVector features, int topK, LabelMask? mask)
    {
        masked.Clear();
        mask?.Find(features, [], masked);
        if (weighted.Length < features.Count)
            weighted = new float[Math.Max(features.Count, 2 * weighted.Length)];
        weighting.Apply(features, weighted);
        scan.Clear();
        scan.Add(new SparseVector(features.Ids, weighted.AsSpan(0, features.Count)), CollectionsMarshal.AsSpan(masked));
        scan.TopK = topK;
        scan.Run();
        return scan.Top(0);
    }

    public void Dispose() => scan.Dispose();
}
