using System.Runtime.InteropServices;
using Glissade.Kernels;
using Glissade.Text;

namespace Glissade.Cache;

/// <summary>
/// Keeps the points of a file that is being read in files, one for each section of a cache: how long a section becomes, and so where the
/// next one begins, is known at the end only.
/// </summary>
internal sealed class CacheSpool : IChunkSink, IDisposable
{
    private readonly FileStream[] sections = new FileStream[CacheSections.LabelIds + 1];
    private long features;
    private long labels;

    /// <param name="beside">The files are made in the folder of this one.</param>
    internal CacheSpool(FileStream beside)
    {
        try
        {
            for (int section = 0; section < sections.Length; section++)
                sections[section] = AtomicFile.OpenScratch(beside);
            Write<long>(CacheSections.FeatureOffsets, [0]);
            Write<long>(CacheSections.LabelOffsets, [0]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Add(ParsedChunk chunk)
    {
        using (chunk)
        {
            WriteOffsets(CacheSections.FeatureOffsets, All(chunk.FeatureCounts), ref features);
            WriteOffsets(CacheSections.LabelOffsets, All(chunk.LabelCounts), ref labels);
            Write(CacheSections.FeatureIds, All(chunk.FeatureIds));
            Write(CacheSections.FeatureValues, All(chunk.FeatureValues));
            Write(CacheSections.LabelIds, All(chunk.LabelIds));
        }
    }

    /// <summary>Writes the sections in the order of the cache.</summary>
    internal void CopyTo(CacheOutput output)
    {
        foreach (FileStream section in sections)
            output.Add(section);
    }

    public void Dispose()
    {
        // Fewer if one could not be made.
        foreach (FileStream? section in sections)
            section?.Dispose();
    }

    private static ReadOnlySpan<T> All<T>(AlignedBuffer<T> buffer)
        where T : unmanaged => buffer.Slice(0, (int)buffer.Length);

    private void WriteOffsets(int section, ReadOnlySpan<int> counts, ref long end)
    {
        Span<long> ends = stackalloc long[512];
        while (!counts.IsEmpty)
        {
            int length = Math.Min(ends.Length, counts.Length);
            for (int i = 0; i < length; i++)
                ends[i] = end += counts[i];
            Write<long>(section, ends[..length]);
            counts = counts[length..];
        }
    }

    private void Write<T>(int section, ReadOnlySpan<T> elements)
        where T : unmanaged => sections[section].Write(MemoryMarshal.AsBytes(elements));
}
