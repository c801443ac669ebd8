namespace Glissade.Documents;

/// <summary>Finds the runs of words of texts. One thread's at a time.</summary>
internal sealed class RunFinder(TokenBuffer tokens, IRunIds ids)
{
    private readonly List<int> found = [];

    /// <summary>Finds those of all texts of a batch.</summary>
    internal FoundRuns Find(DocumentBatch batch)
    {
        found.Clear();
        int[] ends = new int[batch.Texts.Count];
        for (int text = 0; text < ends.Length; text++)
        {
            tokens.Fill(batch.Texts[text]);
            ids.Find(tokens, found);
            ends[text] = found.Count;
        }
        return new FoundRuns([.. found], ends, [.. batch.LabelCounts], [.. batch.LabelIds], ids);
    }
}
