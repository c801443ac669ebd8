namespace Glissade.Documents;

/// <summary>Keeps what was found in texts until it is known which runs of words are features.</summary>
internal interface IFoundRunsStore : IDisposable
{
    /// <summary>Keeps what was found in the next batch.</summary>
    void Add(FoundRuns found);

    /// <summary>Gives everything back in the order in which it was added, once, and keeps nothing of it.</summary>
    IEnumerable<FoundRuns> TakeAll();
}
