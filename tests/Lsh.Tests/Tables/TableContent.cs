namespace Glissade.Lsh.Tests;

/// <summary>All buckets of tables in one list, to be compared.</summary>
internal static class TableContent
{
    /// <summary>Each bucket's ids in their order, after -1.</summary>
    internal static int[] Of(HashTables tables) => Of(tables, ids => ids);

    /// <summary>Each bucket's ids in ascending order, after -1.</summary>
    internal static int[] SetsOf(HashTables tables) => Of(tables, ids => ids.Order());

    private static int[] Of(HashTables tables, Func<int[], IEnumerable<int>> order)
    {
        List<int> content = [];
        for (int table = 0; table < tables.TableCount; table++)
        {
            for (int bucket = 0; bucket < tables.BucketsPerTable; bucket++)
                content.AddRange([-1, .. order(tables.Bucket(table, bucket).ToArray())]);
        }

        return [.. content];
    }
}
