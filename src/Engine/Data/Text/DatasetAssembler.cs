using Glissade.Kernels;

namespace Glissade.Text;

/// <summary>Keeps the parsed chunks of a file and puts them together as one data set.</summary>
internal sealed class DatasetAssembler : IChunkSink, IDisposable
{
    private readonly List<ParsedChunk> chunks = [];

    public void Add(ParsedChunk chunk) => chunks.Add(chunk);

    /// <summary>The data set of all chunks, which are freed as they are copied.</summary>
    /// <param name="features">Size of the feature space.</param>
    /// <param name="labels">Size of the label space.</param>
    /// <param name="threads">How many copy.</param>
    internal Dataset Assemble(int features, int labels, int threads)
    {
        Position[] starts = Starts();
        Position total = starts[^1];
        int unsorted = chunks.Sum(static chunk => chunk.UnsortedCount);
        long[] featureOffsets = new long[total.Point + 1];
        long[] labelOffsets = new long[total.Point + 1];
        // Not cleared, so that the system gives memory only as it fills.
        int[] featureIds = GC.AllocateUninitializedArray<int>((int)total.Feature);
        float[] featureValues = GC.AllocateUninitializedArray<float>((int)total.Feature);
        int[] labelIds = GC.AllocateUninitializedArray<int>((int)total.Label);
        // The last chunk first: the allocator returns memory to the system from the end of its heaps.
        int next = chunks.Count;
        Parallel.For(0, Math.Min(threads, chunks.Count), _ =>
        {
            for (int i; (i = Interlocked.Decrement(ref next)) >= 0;)
            {
                using ParsedChunk chunk = chunks[i];
                Position start = starts[i];
                CopyOffsets(chunk.FeatureCounts, start.Feature, featureOffsets.AsSpan((int)start.Point + 1));
                CopyOffsets(chunk.LabelCounts, start.Label, labelOffsets.AsSpan((int)start.Point + 1));
                Copy(chunk.FeatureIds, featureIds.AsSpan((int)start.Feature));
                Copy(chunk.FeatureValues, featureValues.AsSpan((int)start.Feature));
                Copy(chunk.LabelIds, labelIds.AsSpan((int)start.Label));
            }
        });
        return new Dataset(features, labels, featureOffsets, featureIds, featureValues, labelOffsets, labelIds)
        {
            UnsortedPointCount = unsorted,
        };
    }

    public void Dispose()
    {
        foreach (ParsedChunk chunk in chunks)
            chunk.Dispose();
    }

    /// <summary>Where each chunk's points, features and labels begin in the whole, and where the last one's end.</summary>
    private Position[] Starts()
    {
        Position[] starts = new Position[chunks.Count + 1];
        for (int i = 1; i < starts.Length; i++)
        {
            ParsedChunk before = chunks[i - 1];
            Position start = starts[i - 1];
            starts[i] = new(
                start.Point + before.PointCount, start.Feature + before.FeatureIds.Length, start.Label + before.LabelIds.Length);
        }
        return starts;
    }

    private static void CopyOffsets(AlignedBuffer<int> counts, long start, Span<long> ends)
    {
        ReadOnlySpan<int> source = counts.Slice(0, (int)counts.Length);
        for (int i = 0; i < source.Length; i++)
            ends[i] = start += source[i];
    }

    private static void Copy<T>(AlignedBuffer<T> from, Span<T> to)
        where T : unmanaged => from.Slice(0, (int)from.Length).CopyTo(to);

    private readonly record struct Position(long Point, long Feature, long Label);
}
