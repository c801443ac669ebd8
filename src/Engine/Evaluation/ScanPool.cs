namespace Glissade;

/// <summary>
/// Scratch for single points, shared by all threads that ask: a call takes one that nobody uses, or makes one, and puts it back.
/// Neither allocates as long as no more calls run at once than there are places.
/// </summary>
internal sealed class ScanPool<TScan>(Func<TScan> create) : IDisposable
    where TScan : class, IDisposable
{
    private readonly TScan?[] places = new TScan?[2 * Environment.ProcessorCount];

    public Lease Rent()
    {
        foreach (ref TScan? place in places.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } kept)
                return new Lease(this, kept);
        }
        return new Lease(this, create());
    }

    public void Dispose()
    {
        foreach (ref TScan? place in places.AsSpan())
            Interlocked.Exchange(ref place, null)?.Dispose();
    }

    private void Return(TScan scan)
    {
        foreach (ref TScan? place in places.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, scan, null) is null)
                return;
        }
        scan.Dispose();
    }

    /// <summary>A scan that is one caller's until disposed.</summary>
    public readonly ref struct Lease(ScanPool<TScan> pool, TScan scan) : IDisposable
    {
        public TScan Scan => scan;

        public void Dispose() => pool.Return(scan);
    }
}
