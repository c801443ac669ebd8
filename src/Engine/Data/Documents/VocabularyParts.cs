using System.Collections.Concurrent;

namespace Glissade.Documents;

/// <summary>The vocabularies of threads, each of which lists the runs of the texts that it gets, so that none waits for another.</summary>
internal sealed class VocabularyParts : IDisposable
{
    private readonly ConcurrentBag<VocabularyBuilder> parts = [];

    /// <summary>A further thread's vocabulary.</summary>
    internal VocabularyBuilder Begin()
    {
        VocabularyBuilder part = new();
        parts.Add(part);
        return part;
    }

    /// <summary>Puts them together and chooses the features, which do not depend on which part listed what.</summary>
    /// <param name="minimumCount">How often a run must occur.</param>
    /// <param name="source">What they were read from, for errors.</param>
    /// <param name="newIds">For each part, for each of its provisional ids the feature's, or -1.</param>
    /// <exception cref="DataFormatException">There is none, or their names take too much room.</exception>
    internal string[] Choose(int minimumCount, string source, out Dictionary<IRunIds, int[]> newIds)
    {
        VocabularyBuilder[] all = [.. parts];
        VocabularyBuilder whole = all[0];
        Dictionary<IRunIds, int[]> idsInWhole = all.Skip(1).ToDictionary(static IRunIds (part) => part, part => whole.Add(part));
        string[] names = VocabularyChoice.Choose(whole, minimumCount, source, out int[] chosen);
        newIds = idsInWhole.ToDictionary(static part => part.Key, part => Array.ConvertAll(part.Value, id => chosen[id]));
        newIds.Add(whole, chosen);
        return names;
    }

    public void Dispose()
    {
        foreach (VocabularyBuilder part in parts)
            part.Dispose();
    }
}
