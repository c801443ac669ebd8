namespace Glissade.Lsh;

/// <summary>One query's search by an index that has no shorter way to it than its search for a batch.</summary>
internal static unsafe class BatchOfOne
{
    /// <inheritdoc cref="INeuronIndex.Search"/>
    internal static int Search(INeuronIndex index, ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state)
    {
        SearchArguments.CheckQuery(index, query.Length, budget, ids.Length);
        int found = 0;
        fixed (float* pointer = query)
            index.SearchBatch(pointer, index.Dimension, 1, budget, ids, new Span<int>(ref found), state);
        return found;
    }
}
