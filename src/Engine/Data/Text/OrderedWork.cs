namespace Glissade.Text;

/// <summary>
/// Pieces of a file being worked on, by as many threads as there may be, whose results are taken in the order of the file; at most a fixed
/// number at a time, so that a fast disk does not fill the memory.
/// </summary>
/// <param name="threads">Pieces worked on at the same time; with one, the calling thread does everything.</param>
/// <param name="work">Makes a piece's result; several threads call it at the same time.</param>
/// <param name="take">Takes a result, and ownership of it, on the calling thread.</param>
internal sealed class OrderedWork<TPiece, TResult>(int threads, Func<TPiece, TResult> work, Action<TResult> take) : IDisposable
    where TPiece : class
{
    private readonly Queue<(Task<TResult> Task, TPiece Piece)> pieces = [];
    private readonly Stack<TPiece> idle = [];

    /// <summary>A piece that was worked on and may be filled again, or null; waits for the oldest if enough are on their way.</summary>
    internal TPiece? TakeIdle()
    {
        if (pieces.Count > threads)
            Complete();
        return idle.TryPop(out TPiece? piece) ? piece : null;
    }

    /// <summary>Works on <paramref name="piece"/>, which nobody else may change from now on.</summary>
    internal void Start(TPiece piece) =>
        pieces.Enqueue((threads == 1 ? Task.FromResult(work(piece)) : Task.Run(() => work(piece)), piece));

    /// <summary>Waits for all pieces and hands their results on.</summary>
    internal void Drain()
    {
        while (pieces.Count > 0)
            Complete();
    }

    /// <summary>After an error: waits for the pieces that are still being worked on and drops them.</summary>
    public void Dispose()
    {
        while (pieces.TryDequeue(out (Task<TResult> Task, TPiece Piece) piece))
        {
            // The error that ended the reading is the one to report, not a second one here.
            ((IAsyncResult)piece.Task).AsyncWaitHandle.WaitOne();
            if (piece.Task.IsCompletedSuccessfully)
                (piece.Task.Result as IDisposable)?.Dispose();
        }
    }

    private void Complete()
    {
        (Task<TResult> task, TPiece piece) = pieces.Dequeue();
        take(task.GetAwaiter().GetResult());
        idle.Push(piece);
    }
}
