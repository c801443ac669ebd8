using System.Runtime.InteropServices;

namespace Glissade.Cli;

/// <summary>
/// While it lives, the first interrupt (Ctrl-C) or termination signal sets <see cref="Token"/> and is otherwise ignored; a second one ends
/// the process as ever.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action onFirst;
    private int signals;

    public Interruption(Action onFirst, CancellationToken alsoStoppedBy)
    {
        this.onFirst = onFirst;
        source = CancellationTokenSource.CreateLinkedTokenSource(alsoStoppedBy);
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref signals) > 1)
            return;
        context.Cancel = true;
        onFirst();
        source.Cancel();
    }
}
