namespace Glissade.Documents;

/// <summary>Lists the runs of words of texts and how often each occurs.</summary>
internal sealed class VocabularyBuilder : IRunIds, IDisposable
{
    private readonly NameTable runs = new();
    private int[] counts = [];

    /// <summary>Number of different runs.</summary>
    internal int Count => runs.Count;

    /// <summary>The run with a provisional id.</summary>
    internal ReadOnlySpan<byte> Run(int id) => runs[id];

    /// <summary>How often it occurs.</summary>
    internal int CountOf(int id) => counts[id];

    /// <summary>Sorts provisional ids by the UTF-16 units of the runs.</summary>
    internal void SortByName(Span<int> ids) => NameOrder.Sort(ids, runs);

    /// <summary>Lists and counts the runs of a text and finds their provisional ids.</summary>
    public void Find(TokenBuffer tokens, Span<int> found)
    {
        runs.FindAll(tokens, found, add: true);
        MakeRoom();
        foreach (int id in found)
            counts[id]++;
    }

    /// <summary>Counts what another has counted.</summary>
    /// <returns>For each provisional id of the other this one's.</returns>
    internal int[] Add(VocabularyBuilder other)
    {
        int[] ids = new int[other.Count];
        for (int id = 0; id < ids.Length; id++)
        {
            ids[id] = runs.FindOrAdd(other.runs[id]);
            MakeRoom();
            counts[ids[id]] += other.counts[id];
        }
        return ids;
    }

    public void Dispose() => runs.Dispose();

    private void MakeRoom()
    {
        if (counts.Length < runs.Count)
            Array.Resize(ref counts, Math.Max(runs.Count, 2 * counts.Length));
    }
}
