namespace Glissade.Documents;

/// <summary>What was found in a batch of texts.</summary>
/// <param name="Ids">The ids of runs of words in all of them, in order.</param>
/// <param name="Ends">For each text where its runs end.</param>
/// <param name="LabelCounts">Labels of each text.</param>
/// <param name="LabelIds">The labels.</param>
/// <param name="By">Whose ids they are.</param>
internal sealed record FoundRuns(int[] Ids, int[] Ends, int[] LabelCounts, int[] LabelIds, IRunIds By);
