using Glissade.Kernels;

namespace Glissade.Text;

/// <summary>Takes the parsed chunks of a file in order and puts them together as one data set.</summary>
internal sealed class DatasetAssembler(string source, TextDialect dialect, DatasetHeader? header) : IDisposable
{
    private readonly List<ParsedChunk> chunks = [];
    private long points;
    private int unsorted;
    private long featureEntries;
    private long labelEntries;
    private long lines = header is null ? 0 : 1;
    private long emptyLine;
    private int highestFeature = -1;
    private int highestLabel = -1;

    /// <summary>Lines of the file so far.</summary>
    internal long LineCount => lines;

    /// <summary>Adds the next chunk and takes ownership of it.</summary>
    /// <exception cref="DataFormatException">The chunk has a malformed line, or shows that one before it was.</exception>
    internal void Add(ParsedChunk chunk)
    {
        chunks.Add(chunk);
        if (emptyLine > 0 && (chunk.PointCount > 0 || chunk.Failure is not null))
            throw new DataFormatException(source, emptyLine, ChunkParser.EmptyLineFound, ChunkParser.EmptyLineExpected);
        if (chunk.Failure is { } failure)
            throw new DataFormatException(source, lines + failure.Line, failure.Found, failure.Expected);
        if (emptyLine == 0 && chunk.FirstTrailingEmptyLine > 0)
            emptyLine = lines + chunk.FirstTrailingEmptyLine;
        lines += chunk.LineCount;
        points += chunk.PointCount;
        unsorted += chunk.UnsortedCount;
        featureEntries += chunk.FeatureIds.Length;
        labelEntries += chunk.LabelIds.Length;
        highestFeature = Math.Max(highestFeature, chunk.HighestFeature);
        highestLabel = Math.Max(highestLabel, chunk.HighestLabel);
        // Each array must be one that .NET can hold; the offsets have one element more than there are points.
        if (Math.Max(points + 1, Math.Max(featureEntries, labelEntries)) > Array.MaxLength)
        {
            throw new DataFormatException(
                $"{source}: found more points, features or labels than {Array.MaxLength}, the most that a data set holds");
        }
    }

    /// <summary>The data set of all chunks, which are freed as they are copied.</summary>
    /// <exception cref="DataFormatException">There is no point and no header, or the header states another number of points.</exception>
    internal Dataset Assemble(DatasetLimits? limits, int threads)
    {
        if (header is null && points == 0)
            throw new DataFormatException(source, 1, "the end of the file", dialect.FileExpected);
        if (header is not null && header.Points != points)
            throw new DataFormatException(source, 1, $"a header of {header.Points} points", $"{points}, the number of points in the file");
        long[] featureOffsets = new long[points + 1];
        long[] labelOffsets = new long[points + 1];
        // Not cleared, so that the system gives memory only as it fills.
        int[] featureIds = GC.AllocateUninitializedArray<int>((int)featureEntries);
        float[] featureValues = GC.AllocateUninitializedArray<float>((int)featureEntries);
        int[] labelIds = GC.AllocateUninitializedArray<int>((int)labelEntries);
        Position[] starts = Starts();
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
        return new Dataset(
            limits?.FeatureCount ?? header?.Features ?? highestFeature + 1, limits?.LabelCount ?? header?.Labels ?? highestLabel + 1,
            featureOffsets, featureIds, featureValues, labelOffsets, labelIds)
        {
            UnsortedPointCount = unsorted,
        };
    }

    public void Dispose()
    {
        foreach (ParsedChunk chunk in chunks)
            chunk.Dispose();
    }

    /// <summary>Where each chunk's points, features and labels begin in the whole.</summary>
    private Position[] Starts()
    {
        Position[] starts = new Position[chunks.Count];
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
