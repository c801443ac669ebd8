using System.Runtime.ExceptionServices;

namespace Glissade.Text;

/// <summary>
/// A stream whose first bytes can be looked at before it is read. If it fails among them, the failure comes when a reader has got there: an
/// earlier malformed line is still the one reported. Leaves the stream open.
/// </summary>
internal sealed class HeadedStream : ReadOnlyStream
{
    private readonly Stream stream;
    private readonly byte[] head;
    private readonly int headCount;
    private readonly ExceptionDispatchInfo? failure;
    private int next;

    internal HeadedStream(Stream stream, int headBytes)
    {
        this.stream = stream;
        head = new byte[headBytes];
        try
        {
            for (int count = -1; count != 0 && headCount < headBytes; headCount += count)
                count = stream.Read(head.AsSpan(headCount));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>The first bytes, whether or not they have been read.</summary>
    internal ReadOnlySpan<byte> Head => head.AsSpan(0, headCount);

    public override int Read(Span<byte> buffer)
    {
        if (next == headCount)
        {
            failure?.Throw();
            return stream.Read(buffer);
        }
        int count = Math.Min(headCount - next, buffer.Length);
        head.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }
}
