namespace Glissade.Lsh;

/// <summary>How full hash tables are, over all tables together.</summary>
/// <param name="BucketCount">Buckets in all tables.</param>
/// <param name="EmptyBuckets">Buckets without ids.</param>
/// <param name="LargestBucket">Most ids in one bucket.</param>
/// <param name="StoredIds">Ids in all buckets.</param>
/// <param name="DroppedIds">Ids that found their bucket full and left no trace there.</param>
/// <param name="SizeHistogram">
/// Buckets by size class: class 0 holds the empty ones, class c those of 2^(c-1) to 2^c - 1 ids. Ends with the largest bucket's class.
/// </param>
/// <param name="IdHistogram">Ids by the size class of their bucket: how crowded it is where the ids are, and so where queries end.</param>
public sealed record TableLoad(
    long BucketCount, long EmptyBuckets, int LargestBucket, long StoredIds, long DroppedIds, IReadOnlyList<long> SizeHistogram,
    IReadOnlyList<long> IdHistogram)
{
    /// <summary>Share of the buckets that are empty.</summary>
    public double EmptyFraction => BucketCount == 0 ? 0 : (double)EmptyBuckets / BucketCount;
}
