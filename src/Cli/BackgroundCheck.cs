namespace Glissade.Cli;

/// <summary>
/// Compares the checksums of a model that lies in its file while the model is asked already, so that nobody has to wait for it.
/// </summary>
internal sealed class BackgroundCheck : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task check;

    public BackgroundCheck(ExtremeClassifier model) => check = Task.Run(() => model.Verify(stop.Token));

    /// <summary>Waits for the result: to be called before anything that the model answered is shown.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public void Wait() => check.GetAwaiter().GetResult();

    /// <summary>Ends the check, if nobody has waited for it.</summary>
    public void Dispose()
    {
        stop.Cancel();
        ((IAsyncResult)check).AsyncWaitHandle.WaitOne();
        stop.Dispose();
    }
}
