namespace Glissade.Documents;

/// <summary>Keeps what was found in texts in memory.</summary>
internal sealed class FoundRunsInMemory : IFoundRunsStore
{
    private readonly Queue<FoundRuns> batches = [];

    public void Add(FoundRuns found) => batches.Enqueue(found);

    /// <summary>Nothing is held longer than it must be: it lies beside what is made of it.</summary>
    public IEnumerable<FoundRuns> TakeAll()
    {
        while (batches.TryDequeue(out FoundRuns? found))
            yield return found;
    }

    public void Dispose()
    {
    }
}
