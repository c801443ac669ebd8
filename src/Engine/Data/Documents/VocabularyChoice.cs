using System.Text;

namespace Glissade.Documents;

/// <summary>Which of the runs of words that were listed become features.</summary>
internal static class VocabularyChoice
{
    /// <summary>The names go into a model as one tensor of bytes.</summary>
    private const int LargestNamesBytes = 1 << 30;

    /// <summary>The features by id: the most frequent first, equally frequent ones in the order of their UTF-16 units.</summary>
    /// <param name="vocabulary">The runs.</param>
    /// <param name="minimumCount">How often a run must occur.</param>
    /// <param name="source">What they were read from, for errors.</param>
    /// <param name="newIds">For each provisional id the feature's, or -1.</param>
    /// <exception cref="DataFormatException">There is none, or their names take too much room.</exception>
    internal static string[] Choose(VocabularyBuilder vocabulary, int minimumCount, string source, out int[] newIds)
    {
        // The count, larger ones first, above the provisional id.
        List<long> order = [];
        long bytes = 0;
        for (int id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.CountOf(id) < minimumCount)
                continue;
            order.Add(((long)-vocabulary.CountOf(id) << 32) | (uint)id);
            bytes += vocabulary.Run(id).Length + 1;
        }
        if (order.Count == 0)
            throw new DataFormatException($"{source}: found no word, expected some that occur at least {minimumCount} times");
        if (bytes > LargestNamesBytes)
        {
            throw new DataFormatException(
                $"{source}: found {order.Count} different words and runs of words, whose names take more than {LargestNamesBytes} bytes; " +
                "expected fewer (a larger minimum count) or hashed ones (buckets)");
        }
        order.Sort();
        int[] ids = [.. order.Select(entry => (int)entry)];
        for (int first = 0, end; first < ids.Length; first = end)
        {
            for (end = first + 1; end < ids.Length && order[end] >> 32 == order[first] >> 32;)
                end++;
            vocabulary.SortByName(ids.AsSpan(first..end));
        }
        newIds = new int[vocabulary.Count];
        Array.Fill(newIds, -1);
        for (int id = 0; id < ids.Length; id++)
            newIds[ids[id]] = id;
        return [.. ids.Select(id => Encoding.UTF8.GetString(vocabulary.Run(id)))];
    }
}
