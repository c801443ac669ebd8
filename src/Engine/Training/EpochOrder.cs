using Glissade.Kernels;

namespace Glissade;

/// <summary>The training points that have labels, in an order shuffled anew for each epoch. (Nothing can be learnt from a point without labels by
/// losses over true labels; evaluation does count such points.)</summary>
internal sealed class EpochOrder
{
    private readonly int[] points;

    public EpochOrder(Dataset data) => points = [.. Enumerable.Range(0, data.Count).Where(point => !data.Labels(point).IsEmpty)];

    public int Count => points.Length;

    public void Shuffle(ulong seed, int epoch)
    {
        // From the sorted order each time, so that an epoch's order depends on the seed and its number alone.
        Array.Sort(points);
        RandomStream random = new(seed, 2, (ulong)epoch);
        random.Shuffle(points);
    }

    public ReadOnlySpan<int> Batch(int batch, int batchSize) =>
        points.AsSpan(batch * batchSize, Math.Min(batchSize, points.Length - (batch * batchSize)));

    public int BatchCount(int batchSize) => (points.Length + batchSize - 1) / batchSize;
}
