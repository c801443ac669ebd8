namespace Glissade.Documents;

/// <summary>Finds the runs of words of texts. One thread's at a time.</summary>
internal sealed class RunFinder(TokenBuffer tokens, IRunIds ids)
{
    private readonly RunTally tally = new();
    private int[] found = [];

    /// <summary>Finds those of all texts of a batch.</summary>
    internal FoundRuns Find(DocumentBatch batch)
    {
        tally.Clear();
        long runs = 0;
        int[] ends = new int[batch.Texts.Count];
        for (int text = 0; text < ends.Length; text++)
        {
            tokens.Fill(batch.Texts[text]);
            if (found.Length < tokens.RunCount)
                found = new int[Math.Max(tokens.RunCount, Math.Min(2 * found.Length, 1 << 20))];
            Span<int> here = found.AsSpan(0, tokens.RunCount);
            ids.Find(tokens, here);
            runs += here.Length;
            tally.AddText(here);
            ends[text] = tally.Count;
        }
        int[] foundIds = GC.AllocateUninitializedArray<int>(tally.Count);
        byte[] times = GC.AllocateUninitializedArray<byte>(tally.Count);
        tally.CopyTo(foundIds, times);
        return new FoundRuns(foundIds, times, ends, [.. batch.LabelCounts], [.. batch.LabelIds], ids) { RunCount = runs };
    }
}
