namespace Glissade.Text;

/// <summary>
/// Compressed bytes on their way to a decompressor that takes more than it uses: the last ones given out can be looked at again.
/// </summary>
internal sealed class GzipInput(Stream stream) : ReadOnlyStream
{
    /// <summary>The most given out at once, and the most that can be taken back: twice what a decompressor asks for.</summary>
    private const int HistoryBytes = 16 << 10;
    private const int BufferBytes = 128 << 10;

    private readonly byte[] buffer = new byte[BufferBytes];
    private int history;
    private int next;
    private int end;

    public override int Read(Span<byte> destination)
    {
        if (next == end)
            Fill();
        int count = Math.Min(Math.Min(end - next, destination.Length), HistoryBytes / 2);
        buffer.AsSpan(next, count).CopyTo(destination);
        next += count;
        return count;
    }

    public override int ReadByte() => Peek() < 0 ? -1 : buffer[next++];

    /// <summary>The next byte, -1 at the end.</summary>
    internal int Peek()
    {
        if (next == end)
            Fill();
        return next == end ? -1 : buffer[next];
    }

    /// <summary>From here on, bytes count as recent.</summary>
    internal void StartHistory() => history = next;

    /// <summary>Goes to the first byte after <paramref name="mark"/>, which begins among the recent bytes or right after them.</summary>
    /// <returns>Whether the mark stands there.</returns>
    internal bool SkipPastRecent(ReadOnlySpan<byte> mark)
    {
        while (end - next < mark.Length && Fill())
        {
        }
        int start = Math.Max(history, next - HistoryBytes);
        int found = buffer.AsSpan(start, Math.Min(end, next + mark.Length) - start).IndexOf(mark);
        if (found >= 0)
            next = start + found + mark.Length;
        return found >= 0;
    }

    /// <summary>Reads on behind the bytes there are, letting go of all but the recent ones.</summary>
    /// <returns>Whether there was more.</returns>
    private bool Fill()
    {
        int kept = Math.Max(0, next - HistoryBytes);
        buffer.AsSpan(kept, end - kept).CopyTo(buffer);
        history = Math.Max(0, history - kept);
        next -= kept;
        end -= kept;
        int count = stream.Read(buffer, end, buffer.Length - end);
        end += count;
        return count > 0;
    }
}
