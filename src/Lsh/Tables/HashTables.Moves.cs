using Glissade.Kernels;

namespace Glissade.Lsh;

/// <content>Rows that come, go and move between builds.</content>
public sealed unsafe partial class HashTables
{
    /// <summary>
    /// Lets a row arrive at a bucket; if it is full, the policy decides who stays. Before the first build buckets have no room.
    /// </summary>
    /// <returns>Whether the row is in the bucket now and was not before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table, bucket or row.</exception>
    /// <exception cref="InvalidOperationException">The tables have no slack.</exception>
    public bool Insert(int table, int bucket, int id)
    {
        CheckMove(table, bucket, id);
        return InsertRow(table, bucket, id);
    }

    /// <summary>Takes a row out of a bucket, whose other ids keep their order.</summary>
    /// <returns>Whether it was there: the policy may have dropped it before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table, bucket or row.</exception>
    /// <exception cref="InvalidOperationException">The tables have no slack.</exception>
    public bool Remove(int table, int bucket, int id)
    {
        CheckMove(table, bucket, id);
        return RemoveRow(table, bucket, id);
    }

    /// <summary>
    /// Moves a row from one bucket to another; nothing happens if they are the same, so that a row that stays does not become the newest.
    /// </summary>
    /// <returns>Whether the row is in the bucket <paramref name="to"/> now.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such table, bucket or row.</exception>
    /// <exception cref="InvalidOperationException">The tables have no slack.</exception>
    public bool Move(int table, int from, int to, int id)
    {
        CheckMove(table, from, id);
        CheckBucket(table, to);
        if (from == to)
            return Bucket(table, to).Contains(id);
        RemoveRow(table, from, id);
        return InsertRow(table, to, id) || Bucket(table, to).Contains(id);
    }

    /// <summary>
    /// Moves rows in all tables: row ids[i] from bucket codes.Table(t)[ids[i]] to bucket moved.Table(t)[i] of table t, in the order given,
    /// and notes the new bucket in <paramref name="codes"/>. Tables are shared out among the workers, each table to one of them.
    /// </summary>
    /// <param name="ids">Rows; one that is named twice is moved twice.</param>
    /// <param name="codes">The bucket of every row before and, when done, after.</param>
    /// <param name="moved">The buckets to come of the rows named, of which it may have more.</param>
    /// <param name="team">The workers.</param>
    /// <exception cref="ArgumentException">The codes have another shape, or name a bucket that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The tables have no slack.</exception>
    public void MoveRows(ReadOnlySpan<int> ids, BucketCodes codes, BucketCodes moved, WorkerTeam team)
    {
        CheckCodes(codes);
        ArgumentNullException.ThrowIfNull(moved);
        ArgumentNullException.ThrowIfNull(team);
        RequireSlack();
        if (moved.RowCount < ids.Length || moved.TableCount != TableCount)
        {
            throw new ArgumentException(
                $"{ids.Length} rows move in {TableCount} tables, but the codes are for {moved.RowCount} rows and {moved.TableCount} tables",
                nameof(moved));
        }

        int count = ids.Length;
        fixed (int* first = ids)
        {
            int* rows = first;
            team.ForBlocks(TableCount, 1, (_, table, _) => MoveRows(table, new ReadOnlySpan<int>(rows, count), codes, moved));
        }
    }

    private bool InsertRow(int table, int bucket, int id)
    {
        int* offset = Offsets(table) + bucket;
        int* count = Counts(table) + bucket;
        int* bucketIds = Ids(table) + offset[0];
        if (new ReadOnlySpan<int>(bucketIds, *count).Contains(id))
            return false;
        int belonging = ++Belonging(table)[bucket];
        int room = offset[1] - offset[0];
        if (*count < room)
        {
            bucketIds[(*count)++] = id;
            return true;
        }

        return room > 0 && (BucketPolicy == BucketPolicy.Fifo ? PushOut(bucketIds, room, id) : Draw(table, bucketIds, room, belonging, id));
    }

    private bool RemoveRow(int table, int bucket, int id)
    {
        int* count = Counts(table) + bucket;
        int* belonging = Belonging(table) + bucket;
        Span<int> bucketIds = new(Ids(table) + Offsets(table)[bucket], *count);
        int place = bucketIds.IndexOf(id);
        if (place >= 0)
        {
            bucketIds[(place + 1)..].CopyTo(bucketIds[place..]);
            --*count;
        }

        *belonging = Math.Max(*count, *belonging - 1);
        return place >= 0;
    }

    /// <summary>The oldest, in front, leaves.</summary>
    private static bool PushOut(int* bucketIds, int room, int id)
    {
        Span<int> kept = new(bucketIds, room);
        kept[1..].CopyTo(kept);
        kept[^1] = id;
        return true;
    }

    /// <summary>
    /// Of n rows that belong here the newest takes any place out of n; beyond the room it is dropped (Vitter 1985, algorithm R).
    /// </summary>
    private bool Draw(int table, int* bucketIds, int room, int belonging, int id)
    {
        int place = draws[table].NextInt32(belonging);
        if (place >= room)
            return false;
        bucketIds[place] = id;
        return true;
    }

    private void MoveRows(int table, ReadOnlySpan<int> ids, BucketCodes codes, BucketCodes moved)
    {
        Span<ushort> current = codes.Table(table);
        ReadOnlySpan<ushort> next = moved.Table(table);
        for (int i = 0; i < ids.Length; i++)
        {
            int id = ids[i];
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)RowCount, nameof(ids));
            int from = current[id];
            int to = next[i];
            if (from == to)
                continue;
            if (Math.Max(from, to) >= BucketsPerTable)
            {
                throw new ArgumentException(
                    $"row {id} moves from bucket {from} to {to}, but a table has {BucketsPerTable} buckets", nameof(moved));
            }

            RemoveRow(table, from, id);
            InsertRow(table, to, id);
            current[id] = (ushort)to;
        }
    }

    private void CheckMove(int table, int bucket, int id)
    {
        RequireSlack();
        CheckBucket(table, bucket);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)RowCount, nameof(id));
    }

    private void RequireSlack()
    {
        if (counts is null)
            throw new InvalidOperationException("the tables are packed: only tables made with slack can move rows");
    }
}
