using Glissade.Kernels;

namespace Glissade.Text;

/// <summary>The points of a piece of a file, in order, and what the neighbours of a chunk of lines need to know about it.</summary>
/// <remarks>
/// The entries are kept outside the garbage collector's heap: they are freed one chunk after the other as the final arrays fill, not when
/// the collector comes round to it. What the allocator then keeps for itself still makes the peak somewhat less than twice the result.
/// </remarks>
internal sealed class ParsedChunk : IDisposable
{
    /// <summary>Features of each point.</summary>
    internal required AlignedBuffer<int> FeatureCounts { get; init; }

    internal required AlignedBuffer<int> FeatureIds { get; init; }

    internal required AlignedBuffer<float> FeatureValues { get; init; }

    /// <summary>Labels of each point.</summary>
    internal required AlignedBuffer<int> LabelCounts { get; init; }

    internal required AlignedBuffer<int> LabelIds { get; init; }

    internal int PointCount => (int)FeatureCounts.Length;

    /// <summary>Lines read, up to the malformed one if there is one.</summary>
    internal long LineCount { get; init; }

    /// <summary>Points whose features or labels were not in ascending order, or repeated.</summary>
    internal int UnsortedCount { get; init; }

    /// <summary>Highest feature id in the text, -1 if there is none; its value may have been a dropped zero.</summary>
    internal int HighestFeature { get; init; } = -1;

    /// <summary>Highest label id, -1 if there is none.</summary>
    internal int HighestLabel { get; init; } = -1;

    /// <summary>First of the empty lines that end the chunk; 0 if none does.</summary>
    internal long FirstTrailingEmptyLine { get; init; }

    /// <summary>The first malformed line; null if there is none.</summary>
    internal LineFailure? Failure { get; init; }

    public void Dispose()
    {
        FeatureCounts.Dispose();
        FeatureIds.Dispose();
        FeatureValues.Dispose();
        LabelCounts.Dispose();
        LabelIds.Dispose();
    }

    /// <summary>A copy of <paramref name="items"/>.</summary>
    internal static AlignedBuffer<T> CopyOf<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        AlignedBuffer<T> buffer = new(items.Length);
        items.CopyTo(buffer.Slice(0, items.Length));
        return buffer;
    }
}
