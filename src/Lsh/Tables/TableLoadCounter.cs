using System.Numerics;

namespace Glissade.Lsh;

/// <summary>Gathers a <see cref="TableLoad"/> bucket by bucket.</summary>
internal sealed class TableLoadCounter
{
    private readonly long[] histogram = new long[33];
    private readonly long[] idHistogram = new long[33];
    private long buckets;
    private long stored;
    private int largest;

    internal void Add(int size)
    {
        buckets++;
        stored += size;
        largest = Math.Max(largest, size);
        histogram[SizeClass(size)]++;
        idHistogram[SizeClass(size)] += size;
    }

    internal TableLoad ToLoad(long expectedIds)
    {
        int classes = SizeClass(largest) + 1;
        return new TableLoad(
            buckets, histogram[0], largest, stored, expectedIds - stored, histogram[..classes], idHistogram[..classes]);
    }

    private static int SizeClass(int size) => 32 - BitOperations.LeadingZeroCount((uint)size);
}
