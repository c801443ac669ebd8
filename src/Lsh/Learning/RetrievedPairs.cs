using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The pairs that the pairwise losses learn from (MONGOOSE, section 3.3; LSS, section 4): of a query's targets those that no table retrieves, of the
/// other rows those that some table does although their inner product is not among the larger half. What is retrieved is decided within the batch,
/// by the signs of its soft codes: nothing has to be rehashed while learning.
/// </summary>
internal sealed class RetrievedPairs
{
    private readonly HyperplaneBatch batch;
    private readonly int hashesPerTable;
    private readonly int tableCount;
    private readonly ulong[] queryBuckets;
    private readonly ulong[] rowBuckets;
    private readonly int rowCapacity;
    private readonly bool[] retrieved;
    private readonly float[] products;
    private readonly float[] sorted;
    private readonly int[] missed = new int[HashExamples.MaxTargets];
    private readonly int[] wrong;

    internal RetrievedPairs(HyperplaneBatch batch, int hashesPerTable, int tableCount)
    {
        this.batch = batch;
        this.hashesPerTable = hashesPerTable;
        this.tableCount = tableCount;
        rowCapacity = batch.Rows.Rows;
        queryBuckets = new ulong[batch.Queries.Rows * tableCount];
        rowBuckets = new ulong[rowCapacity * tableCount];
        retrieved = new bool[rowCapacity];
        products = new float[rowCapacity];
        sorted = new float[rowCapacity];
        wrong = new int[rowCapacity];
    }

    /// <summary>Of the last query chosen for: targets that no table retrieves.</summary>
    internal ReadOnlySpan<int> Missed => missed.AsSpan(0, MissedCount);

    /// <summary>Of the last query chosen for: rows that some table retrieves and should not.</summary>
    internal ReadOnlySpan<int> Wrong => wrong.AsSpan(0, WrongCount);

    private int MissedCount { get; set; }

    private int WrongCount { get; set; }

    /// <summary>Reads the hash codes of a batch whose soft codes are up to date.</summary>
    internal void ReadCodes()
    {
        Pack(batch.QueryCodes, batch.QueryCount, batch.Queries.Rows, queryBuckets);
        Pack(batch.RowCodes, batch.RowCount, rowCapacity, rowBuckets);
    }

    /// <summary>Finds the pairs of <paramref name="query"/>, whose targets are at these places among the batch's rows.</summary>
    internal void Choose(int query, ReadOnlySpan<int> targets)
    {
        Retrieve(query);
        MissedCount = 0;
        foreach (int target in targets)
        {
            if (!retrieved[target])
                missed[MissedCount++] = target;
            retrieved[target] = false;
        }
        float median = MedianProduct(query);
        WrongCount = 0;
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (retrieved[row] && products[row] <= median)
                wrong[WrongCount++] = row;
        }
    }

    private void Retrieve(int query)
    {
        Array.Clear(retrieved, 0, batch.RowCount);
        for (int table = 0; table < tableCount; table++)
        {
            ulong wanted = queryBuckets[(table * batch.Queries.Rows) + query];
            ReadOnlySpan<ulong> buckets = rowBuckets.AsSpan(table * rowCapacity, batch.RowCount);
            for (int row = 0; row < buckets.Length; row++)
                retrieved[row] |= buckets[row] == wanted;
        }
    }

    private float MedianProduct(int query)
    {
        for (int row = 0; row < batch.RowCount; row++)
            products[row] = TensorPrimitives.Dot<float>(batch.Queries.Row(query), batch.Rows.Row(row));
        Span<float> values = sorted.AsSpan(0, batch.RowCount);
        products.AsSpan(0, batch.RowCount).CopyTo(values);
        values.Sort();
        return values[values.Length / 2];
    }

    /// <summary>Bit k of a table's bucket is whether hyperplane k of the table has the vector on its positive side.</summary>
    private void Pack(RowMatrix codes, int count, int capacity, ulong[] buckets)
    {
        Array.Clear(buckets);
        for (int table = 0; table < tableCount; table++)
        {
            Span<ulong> target = buckets.AsSpan(table * capacity, count);
            for (int k = 0; k < hashesPerTable; k++)
            {
                ReadOnlySpan<float> code = codes.Row((table * hashesPerTable) + k)[..count];
                for (int i = 0; i < target.Length; i++)
                    target[i] |= (code[i] > 0 ? 1UL : 0) << k;
            }
        }
    }
}
