using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>Checks that every index makes at its public edge.</summary>
internal static class SearchArguments
{
    internal static void CheckRows(INeuronIndex index, WeightMatrix rows, QueryMoments moments)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Rows != index.RowCount || rows.Columns != index.Dimension)
        {
            throw new ArgumentException(
                $"the index is for {index.RowCount} rows of {index.Dimension} elements, but was given {rows.Rows} of {rows.Columns}",
                nameof(rows));
        }

        if (!moments.Mean.IsEmpty && moments.Mean.Length != index.Dimension)
            throw new ArgumentException($"the mean query has {moments.Mean.Length} elements, not {index.Dimension}", nameof(moments));
    }

    internal static void CheckQuery(INeuronIndex index, int queryLength, int budget, int idLength)
    {
        if (queryLength != index.Dimension)
            throw new ArgumentException($"the query has {queryLength} elements, not {index.Dimension}");
        CheckRoom(1, budget, idLength, 1);
    }

    internal static void CheckBatch(INeuronIndex index, int stride, int count, int budget, int idLength, int foundLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, index.Dimension);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckRoom(count, budget, idLength, foundLength);
    }

    private static void CheckRoom(int count, int budget, int idLength, int foundLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        long needed = (long)count * budget;
        if (idLength < needed)
            throw new ArgumentException($"{count} queries with a budget of {budget} need room for {needed} ids, but have {idLength}");
        if (foundLength < count)
            throw new ArgumentException($"{count} queries need as many counts, but there is room for {foundLength}");
    }
}
