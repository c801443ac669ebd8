using System.Runtime.ExceptionServices;

namespace Glissade.Text;

/// <summary>Cuts a stream into chunks of whole lines, each ended by a line feed (one is added if the last line has none).</summary>
/// <remarks>
/// A failure of the stream is kept back until the whole lines read before it have been handed out, so that an earlier malformed line
/// is still the one reported.
/// </remarks>
internal sealed class LineChunkReader(Stream stream, int chunkBytes, int longestLine = LineChunkReader.LongestLineBytes)
{
    /// <summary>Large enough that handing a chunk to another thread costs nothing, small enough to stay in its caches.</summary>
    internal const int DefaultChunkBytes = 1 << 20;

    /// <summary>Bounds the memory that a file without line ends can claim.</summary>
    internal const int LongestLineBytes = 1 << 28;

    private byte[] rest = [];
    private int restCount;
    private bool ended;
    private Exception? failure;

    /// <summary>Fills <paramref name="buffer"/>, replacing it by a larger one if a line does not fit, and returns the bytes used.</summary>
    /// <returns>0 at the end, or where the stream failed.</returns>
    internal int Read(ref byte[] buffer)
    {
        int length = restCount;
        if (buffer.Length <= Math.Max(length, chunkBytes))
            buffer = new byte[Math.Max(length, chunkBytes) + 1];
        rest.AsSpan(0, length).CopyTo(buffer);
        restCount = 0;
        int searched = 0;
        while (true)
        {
            // One byte stays free for the line feed that the last line may lack.
            length = Fill(buffer, length);
            if (ended)
                return Finish(buffer, length);
            int cut = searched + buffer.AsSpan(searched, length - searched).LastIndexOf((byte)'\n') + 1;
            if (cut > searched)
            {
                Keep(buffer.AsSpan(cut, length - cut));
                return cut;
            }
            searched = length;
            if (length > longestLine)
            {
                failure = new InvalidDataException($"a line of more than {longestLine} bytes, the longest that can be read");
                ended = true;
                return 0;
            }
            Array.Resize(ref buffer, (2 * (buffer.Length - 1)) + 1);
        }
    }

    /// <summary>After the end: throws if it was not the end of the stream but a failure.</summary>
    /// <param name="source">The stream's name.</param>
    /// <param name="lines">Whole lines read before it failed.</param>
    internal void ThrowIfFailed(string source, long lines)
    {
        if (failure is InvalidDataException)
            throw new DataFormatException($"{source}, after line {lines}: {failure.Message}", failure);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private int Fill(byte[] buffer, int length)
    {
        try
        {
            while (!ended && length < buffer.Length - 1)
            {
                int count = stream.Read(buffer.AsSpan(length, buffer.Length - 1 - length));
                length += count;
                ended = count == 0;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            failure = exception;
            ended = true;
        }
        return length;
    }

    private int Finish(byte[] buffer, int length)
    {
        // After a failure, what follows the last line end is a piece of a line and says nothing about the data.
        if (failure is not null)
            return buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        if (length > 0 && buffer[length - 1] != '\n')
            buffer[length++] = (byte)'\n';
        return length;
    }

    private void Keep(ReadOnlySpan<byte> tail)
    {
        if (rest.Length < tail.Length)
            rest = new byte[Math.Max(tail.Length, 2 * rest.Length)];
        tail.CopyTo(rest);
        restCount = tail.Length;
    }
}
