namespace Glissade;

/// <summary>
/// An asynchronous stream that is asked for its next element early, so that it can be told whether the element has come yet.
/// </summary>
internal sealed class ReadAhead<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly IAsyncEnumerator<T> source;
    private Task<bool> next = Task.FromResult(false);
    private bool asked;

    public ReadAhead(IAsyncEnumerable<T> elements, CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source = elements.GetAsyncEnumerator(stop.Token);
        AskForNext();
    }

    /// <summary>Whether the element asked for, or the end of the stream, is there already.</summary>
    public bool IsReady => next.IsCompleted;

    /// <summary>The element that <see cref="MoveNextAsync"/> came to; gone once the next is asked for.</summary>
    public T Current => source.Current;

    /// <summary>Asks for the next element without waiting for it.</summary>
    public void AskForNext()
    {
        next = source.MoveNextAsync().AsTask();
        asked = true;
    }

    /// <summary>Waits for the element that was asked for; false at the end.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        asked = false;
        return await next.ConfigureAwait(false);
    }

    /// <summary>A stream must not be closed while an element is awaited: the waiting is cancelled first.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (asked)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await Settle(next).ConfigureAwait(false);
            }
            await source.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            stop.Dispose();
        }
    }

    private static async Task Settle(Task<bool> pending)
    {
        try
        {
            await pending.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody wants this element any more, nor what went wrong with it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
