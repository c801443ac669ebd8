namespace Glissade.Serve;

/// <summary>Lets a limited number of questions in at once, has a limited number wait, and turns the others away.</summary>
internal sealed class Gate(int concurrency, int waiting) : IDisposable
{
    private readonly SemaphoreSlim places = new(concurrency);
    private int present;

    /// <summary>Questions that are answered or wait.</summary>
    public int Present => Volatile.Read(ref present);

    /// <summary>Waits for a place; false if too many wait already. <see cref="Leave"/> must follow true.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref present) > concurrency + waiting)
        {
            Interlocked.Decrement(ref present);
            return false;
        }
        try
        {
            await places.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch
        {
            Interlocked.Decrement(ref present);
            throw;
        }
    }

    public void Leave()
    {
        places.Release();
        Interlocked.Decrement(ref present);
    }

    public void Dispose() => places.Dispose();
}
