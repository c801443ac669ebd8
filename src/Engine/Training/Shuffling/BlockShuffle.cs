using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Points that stay where they are, in the pages of a cache for instance, and are read a window at a time: blocks of neighbours, drawn at
/// random and shuffled across in a buffer, while the window before is trained. Two buffers are held, whatever the size of the data.
/// </summary>
/// <remarks>
/// The order of an epoch is that of its windows, one after the other, and depends on seed and epoch alone. A batch that begins in one
/// window and ends in the next is trained with the next: its points are carried over.
/// </remarks>
internal sealed class BlockShuffle : IEpochPoints
{
    /// <summary>So many blocks, or more, make a buffer.</summary>
    private const int BlocksOfBuffer = 64;

    /// <summary>Larger blocks would not be read any faster.</summary>
    private const int MostBlockPoints = 4096;

    private readonly Dataset data;
    private readonly FeatureWeighting weighting;
    private readonly int batchSize;
    private readonly int blockPoints;
    private readonly BlockOrder order;

    private PointBuffer current = new();
    private PointBuffer following = new();
    private int window = -1;

    /// <summary>What fills <see cref="following"/>; null if there is nothing to follow.</summary>
    private Task? loading;
    private ulong seed;
    private int epoch;

    /// <param name="data">The points, unweighted.</param>
    /// <param name="weighting">What is done to their features as they are read.</param>
    /// <param name="bufferPoints">Points shuffled together, at least a batch.</param>
    /// <param name="batchSize">Points of a batch.</param>
    public BlockShuffle(Dataset data, FeatureWeighting weighting, int bufferPoints, int batchSize)
    {
        this.data = data;
        this.weighting = weighting;
        this.batchSize = batchSize;
        blockPoints = Math.Clamp(bufferPoints / BlocksOfBuffer, 1, MostBlockPoints);
        int[] counts = new int[(int)(((long)data.Count + blockPoints - 1) / blockPoints)];
        for (int point = 0; point < data.Count; point++)
            counts[point / blockPoints] += data.Labels(point).IsEmpty ? 0 : 1;
        order = new BlockOrder(counts, bufferPoints);
    }

    public int Count => order.Count;

    public int IdCount => data.Count;

    public void Shuffle(ulong seed, int epoch)
    {
        Wait();
        this.seed = seed;
        this.epoch = epoch;
        order.Shuffle(seed, epoch);
        window = -1;
    }

    public int Ready(int position)
    {
        if (window < 0 || position < current.Start || position > current.End)
            Open(order.WindowOf(position));
        if (current.End < Count && current.End - position < batchSize)
            Advance();
        return current.End;
    }

    public BatchPoints Slice(int start, int count) => current.Slice(start, count);

    public void Dispose() => Wait();

    /// <summary>Reads any window, as at the beginning of an epoch or of a run that resumes.</summary>
    private void Open(int first)
    {
        Wait();
        Fill(current, first, null);
        window = first;
        Follow();
    }

    private void Advance()
    {
        loading!.GetAwaiter().GetResult();
        (current, following) = (following, current);
        window++;
        Follow();
    }

    private void Follow()
    {
        if (window + 1 == order.Windows)
        {
            loading = null;
            return;
        }
        (PointBuffer buffer, int next, PointBuffer before) = (following, window + 1, current);
        loading = Task.Run(() => Fill(buffer, next, before));
    }

    /// <summary>Reads a window, after what the one before has of a batch that it does not complete.</summary>
    private void Fill(PointBuffer buffer, int window, PointBuffer? before)
    {
        ReadOnlySpan<int> blocks = order.Blocks(window);
        int end = order.Start(window);
        int start = before is null ? end : end / batchSize * batchSize;
        (long features, long labels) = before?.Entries(start) ?? (0, 0);
        foreach (int block in blocks)
        {
            (int first, int last) = Points(block);
            for (int point = first; point < last; point++)
            {
                int labelsOfPoint = data.Labels(point).Length;
                labels += labelsOfPoint;
                features += labelsOfPoint == 0 ? 0 : data.Features(point).Count;
            }
        }
        buffer.Begin(start, order.End(window) - start, features, labels);
        before?.CopyTo(buffer, start);
        foreach (int block in blocks)
        {
            (int first, int last) = Points(block);
            for (int point = first; point < last; point++)
            {
                if (!data.Labels(point).IsEmpty)
                    buffer.Add(data, weighting, point);
            }
        }
        RandomStream random = new(seed, 4, (ulong)epoch, (ulong)window);
        buffer.Finish(data.FeatureCount, data.LabelCount, end - start, ref random);
    }

    /// <summary>A block's first point and the one behind its last.</summary>
    private (int First, int Last) Points(int block) =>
        (block * blockPoints, (int)Math.Min(((long)block + 1) * blockPoints, data.Count));

    /// <summary>Until nobody reads any longer; an error there is nobody's any longer either.</summary>
    private void Wait()
    {
        if (loading is not null)
            ((IAsyncResult)loading).AsyncWaitHandle.WaitOne();
        loading = null;
    }
}
