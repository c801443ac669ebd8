using System.Collections.Concurrent;

namespace Glissade.Text;

/// <summary>Chunks being parsed, in the order of the file; at most a fixed number, so that a fast disk does not fill the memory.</summary>
internal sealed class ParseQueue(
    TextDialect dialect, IdSpace features, IdSpace labels, int threads, Action<ParsedChunk> take) : IDisposable
{
    private readonly Queue<(Task<ParsedChunk> Task, byte[] Buffer)> chunks = [];
    private readonly ConcurrentBag<ChunkParser> idleParsers = [];
    private readonly Stack<byte[]> idleBuffers = [];

    /// <summary>A buffer to read the next chunk into; waits for the oldest chunk if enough are on their way.</summary>
    internal byte[] TakeBuffer()
    {
        if (chunks.Count > threads)
            Complete();
        return idleBuffers.TryPop(out byte[]? buffer) ? buffer : [];
    }

    /// <summary>Parses the whole lines in [start, end) of <paramref name="buffer"/>, which belongs to the queue from now on.</summary>
    internal void Start(byte[] buffer, int start, int end) =>
        chunks.Enqueue((threads == 1 ? Task.FromResult(Parse(buffer, start, end)) : Task.Run(() => Parse(buffer, start, end)), buffer));

    /// <summary>Waits for all chunks and hands them on.</summary>
    internal void Drain()
    {
        while (chunks.Count > 0)
            Complete();
    }

    /// <summary>After an error: waits for the chunks that are still being parsed and drops them.</summary>
    public void Dispose()
    {
        while (chunks.TryDequeue(out (Task<ParsedChunk> Task, byte[] Buffer) chunk))
        {
            // The error that ended the reading is the one to report, not a second one here.
            ((IAsyncResult)chunk.Task).AsyncWaitHandle.WaitOne();
            if (chunk.Task.IsCompletedSuccessfully)
                chunk.Task.Result.Dispose();
        }
    }

    private void Complete()
    {
        (Task<ParsedChunk> task, byte[] buffer) = chunks.Dequeue();
        take(task.GetAwaiter().GetResult());
        idleBuffers.Push(buffer);
    }

    private ParsedChunk Parse(byte[] buffer, int start, int end)
    {
        if (!idleParsers.TryTake(out ChunkParser? parser))
            parser = new ChunkParser(dialect, features, labels);
        ParsedChunk chunk = parser.Parse(buffer.AsSpan(start, end - start));
        idleParsers.Add(parser);
        return chunk;
    }
}
