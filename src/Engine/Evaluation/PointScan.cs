using System.Runtime.InteropServices;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>What one thread needs to answer single points exactly; kept, it answers further ones without allocating.</summary>
internal sealed unsafe class PointScan : IDisposable
{
    /// <summary>Labels whose scores are computed before the best of them are kept.</summary>
    private const int BlockLabels = 1024;

    private readonly OutputLayer output;
    private readonly FeatureWeighting weighting;
    private readonly ExactScan scan;
    private readonly TopSelection among = new();
    private readonly RowMatrix logits = new(1, BlockLabels);
    private readonly List<int> masked = [];
    private readonly List<int> unmasked = [];
    private float[] weighted = [];

    public PointScan(Network network, FeatureWeighting weighting)
    {
        output = network.Output;
        this.weighting = weighting;
        scan = new ExactScan(network, topK: 1, blockQueries: 1);
    }

    /// <summary>The best labels of all.</summary>
    /// <param name="features">The point.</param>
    /// <param name="topK">How many, at most.</param>
    /// <param name="mask">Labels that are left out; null for none.</param>
    public TopSelection BestOfAll(SparseVector features, int topK, LabelMask? mask = null)
    {
        masked.Clear();
        mask?.Find(features, [], masked);
        Begin(features, CollectionsMarshal.AsSpan(masked));
        scan.TopK = topK;
        scan.Run();
        return scan.Top(0);
    }

    /// <summary>The best of <paramref name="labels"/>, which are in range, but for those that are masked.</summary>
    public TopSelection BestOf(ReadOnlySpan<int> labels, SparseVector features, int topK, LabelMask? mask = null)
    {
        labels = Unmasked(labels, features, mask);
        Begin(features);
        float* query = scan.Hidden();
        among.Begin(topK);
        fixed (int* ids = labels)
        {
            for (int start = 0; start < labels.Length; start += BlockLabels)
            {
                int count = Math.Min(BlockLabels, labels.Length - start);
                GatherDot.Compute(output.Weights, ids + start, count, query, logits.Pointer);
                scan.Complete(labels.Slice(start, count), new Span<float>(logits.Pointer, count));
                among.OfferAny(ids + start, logits.Pointer, count);
            }
        }
        among.Sort();
        return among;
    }

    /// <summary>The logits of <paramref name="labels"/>, which are in range.</summary>
    public void Score(ReadOnlySpan<int> labels, SparseVector features, Span<float> scores)
    {
        Begin(features);
        float* query = scan.Hidden();
        fixed (int* ids = labels)
        fixed (float* results = scores)
            GatherDot.Compute(output.Weights, ids, labels.Length, query, results);
        scan.Complete(labels, scores);
    }

    /// <summary>Every label's logit.</summary>
    public void ScoreAll(SparseVector features, Span<float> scores)
    {
        Begin(features);
        scan.ScoreAll(scores);
    }

    public void Dispose()
    {
        scan.Dispose();
        logits.Dispose();
    }

    private ReadOnlySpan<int> Unmasked(ReadOnlySpan<int> labels, SparseVector features, LabelMask? mask)
    {
        if (mask is null)
            return labels;
        mask.Find(features, [], masked);
        unmasked.Clear();
        foreach (int label in labels)
        {
            if (masked.BinarySearch(label) < 0)
                unmasked.Add(label);
        }
        return CollectionsMarshal.AsSpan(unmasked);
    }

    private void Begin(SparseVector features, ReadOnlySpan<int> without = default)
    {
        if (weighted.Length < features.Count)
            weighted = new float[Math.Max(features.Count, 2 * weighted.Length)];
        weighting.Apply(features, weighted);
        scan.Clear();
        scan.Add(new SparseVector(features.Ids, weighted.AsSpan(0, features.Count)), without);
    }
}
