using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Points in memory, all shuffled together. (Nothing can be learnt from a point without labels by losses over true labels; evaluation does
/// count such points.)
/// </summary>
internal sealed class EpochOrder : IEpochPoints
{
    private readonly Dataset data;
    private readonly int[] points;

    /// <param name="data">The points, features weighted.</param>
    public EpochOrder(Dataset data)
    {
        this.data = data;
        points = [.. Enumerable.Range(0, data.Count).Where(point => !data.Labels(point).IsEmpty)];
    }

    public int Count => points.Length;

    public int IdCount => data.Count;

    public void Shuffle(ulong seed, int epoch)
    {
        // From the sorted order each time, so that an epoch's order depends on the seed and its number alone.
        Array.Sort(points);
        RandomStream random = new(seed, 2, (ulong)epoch);
        random.Shuffle(points);
    }

    public int Ready(int position) => Count;

    public BatchPoints Slice(int start, int count) => new(data, points.AsSpan(start, count));

    public void Dispose()
    {
    }
}
