namespace Glissade.Documents;

/// <summary>What was found in a batch of texts.</summary>
/// <param name="Ids">The ids of runs of words, one text's behind the other's, few of them more than once in a text.</param>
/// <param name="Times">How often each was found there.</param>
/// <param name="Ends">For each text where its ids end.</param>
/// <param name="LabelCounts">Labels of each text.</param>
/// <param name="LabelIds">The labels.</param>
/// <param name="By">Whose ids they are.</param>
internal sealed record FoundRuns(int[] Ids, byte[] Times, int[] Ends, int[] LabelCounts, int[] LabelIds, IRunIds By)
{
    /// <summary>Runs that were found, repetitions included; of use only until they are kept somewhere.</summary>
    internal long RunCount { get; init; }
}
