namespace Glissade.Lsh;

/// <summary>
/// The room that a build leaves in each bucket for rows that move there later: a share of the rows it has and a few places more, as far as
/// the bucket capacity allows. Without slack tables are packed and rows cannot be moved.
/// </summary>
/// <remarks>
/// The default, a 32nd and 4 places, in bytes for 670,091 rows in 50 tables of 8,192 buckets: ids 670,091 x 4, their share 20,940 x 4,
/// places 8,192 x 4 x 4, offsets 8,193 x 4, counts and arrivals 8,192 x 4 each, together 2,993,504 a table and 149,675,200 in all, where
/// packed tables take 135,656,800.
/// </remarks>
/// <param name="Share">Free places for each row of a bucket, at least 0 and at most 1.</param>
/// <param name="Places">Further free places of every bucket, empty ones included; at least 0.</param>
public readonly record struct BucketSlack(double Share, int Places)
{
    /// <summary>No room: tables are packed.</summary>
    public static BucketSlack None => default;

    /// <summary>Little room, for tables whose rows are moved between builds.</summary>
    public static BucketSlack Default => new(1.0 / 32, 4);

    /// <summary>Whether there is any room, so that rows can be moved.</summary>
    internal bool Any => Share > 0 || Places > 0;

    /// <summary>Places of a bucket that <paramref name="rows"/> rows arrive at.</summary>
    internal int Room(int rows, int capacity) => (int)Math.Min(capacity, rows + (long)(Share * rows) + Places);

    /// <summary>
    /// Most places that the buckets of one table can have together: rounding down each share gives no more than rounding down all.
    /// </summary>
    internal long TableRoom(int rowCount, int buckets, int capacity) =>
        Math.Min(rowCount + (long)(Share * rowCount) + ((long)buckets * Places), (long)buckets * capacity);

    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    internal void Check()
    {
        if (!(Share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Share), Share, $"Share must be between 0 and 1, but is {Share}");
        if (Places is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Places), Places, $"Places must be between 0 and {ushort.MaxValue}, but is {Places}");
        }
    }
}
