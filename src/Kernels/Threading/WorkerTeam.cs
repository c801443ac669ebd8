using System.Runtime.ExceptionServices;

namespace Glissade.Kernels;

/// <summary>
/// A fixed team of dedicated threads. <see cref="Run"/> gives every worker the same job and its number, and returns when all are done.
/// </summary>
/// <remarks>
/// The calling thread is worker 0, so a team of one starts no thread and runs everything in place. Dedicated threads rather than the
/// thread pool: a training step must not wait behind somebody else's work items, and each worker keeps its workspace in its caches.
/// </remarks>
public sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] threads;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim[] starts;
    private readonly CountdownEvent finished;
    private Action<int>? job;
    private ExceptionDispatchInfo? failure;
    private bool stopping;

    /// <summary>Starts a team of <paramref name="size"/> workers, the caller included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public WorkerTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Size = size;
        threads = new Thread[size - 1];
        starts = new SemaphoreSlim[size - 1];
        finished = new CountdownEvent(1);
        for (int i = 0; i < threads.Length; i++)
        {
            int worker = i + 1;
            starts[i] = new SemaphoreSlim(0);
            threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"glissade-worker-{worker}" };
            threads[i].Start();
        }
    }

    /// <summary>Number of workers.</summary>
    public int Size { get; }

    /// <summary>Runs <paramref name="body"/> once for each worker number in [0, Size), all at the same time, and waits for all of them.</summary>
    /// <remarks>The first exception of any worker is rethrown here after all have finished. Not to be called from within a job.</remarks>
    public void Run(Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ObjectDisposedException.ThrowIf(stopping, this);
        job = body;
        failure = null;
        finished.Reset(Size);
        foreach (SemaphoreSlim start in starts)
            start.Release();
        Execute(body, 0);
        finished.Wait();
        job = null;
        failure?.Throw();
    }

    /// <summary>
    /// Splits [0, <paramref name="count"/>) into blocks of <paramref name="blockSize"/> (the last may be shorter) and runs
    /// <paramref name="body"/>(worker, start, end) for each; a worker that is free takes the next block.
    /// </summary>
    public void ForBlocks(int count, int blockSize, Action<int, int, int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        long next = 0;
        Run(worker =>
        {
            while (true)
            {
                long start = Interlocked.Add(ref next, blockSize) - blockSize;
                if (start >= count)
                    return;
                body(worker, (int)start, (int)Math.Min(start + blockSize, count));
            }
        });
    }

    /// <summary>Ends the threads; further calls do nothing.</summary>
    public void Dispose()
    {
        if (stopping)
            return;
        stopping = true;
        foreach (SemaphoreSlim start in starts)
            start.Release();
        foreach (Thread thread in threads)
            thread.Join();
        foreach (SemaphoreSlim start in starts)
            start.Dispose();
        finished.Dispose();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            starts[worker - 1].Wait();
            if (stopping)
                return;
            Execute(job!, worker);
        }
    }

    private void Execute(Action<int> body, int worker)
    {
        try
        {
            body(worker);
        }
#pragma warning disable CA1031 // Whatever a worker throws is rethrown on the thread that called Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (gate)
                failure ??= ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            finished.Signal();
        }
    }
}
