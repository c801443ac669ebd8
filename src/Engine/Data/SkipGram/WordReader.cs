using Glissade.Text;

namespace Glissade.SkipGram;

/// <summary>
/// Cuts a stream into words: runs of bytes above the space character. A line feed ends a line; the other bytes only separate.
/// </summary>
/// <remarks>Reads in blocks, so that neither a line nor the text need fit in memory.</remarks>
internal sealed class WordReader(Stream stream, string source, int bufferBytes = WordReader.BufferBytes)
{
    /// <summary>Bounds the memory that a file without spaces can claim; it is not text then.</summary>
    internal const int LongestWordBytes = 1 << 16;
    private const int BufferBytes = 1 << 18;

    private byte[] buffer = new byte[bufferBytes];
    private int next;
    private int end;
    private long line = 1;

    /// <summary>The next word, which the reading of a further one overwrites.</summary>
    /// <param name="word">The word's bytes; empty where a line ends.</param>
    /// <returns>False at the end of the text. The last line ends there too, whether or not a line feed says so.</returns>
    /// <exception cref="DataFormatException">A word is too long to be one, or compressed data is damaged or cut short.</exception>
    internal bool Next(out ReadOnlySpan<byte> word)
    {
        word = default;
        for (; next < end || Fill(0); next++)
        {
            if (buffer[next] == '\n')
            {
                next++;
                line++;
                return true;
            }
            if (buffer[next] > ' ')
            {
                word = ReadWord();
                return true;
            }
        }
        return false;
    }

    private ReadOnlySpan<byte> ReadWord()
    {
        int length = 1;
        while ((next + length < end || Fill(length)) && buffer[next + length] > ' ')
        {
            if (++length <= LongestWordBytes)
                continue;
            string found = QuotedToken.Of(buffer.AsSpan(next, length));
            throw new DataFormatException(source, line, found, $"words of at most {LongestWordBytes} bytes");
        }
        ReadOnlySpan<byte> word = buffer.AsSpan(next, length);
        next += length;
        return word;
    }

    /// <summary>Reads on, keeping the first <paramref name="kept"/> bytes that are still to be used.</summary>
    /// <returns>Whether there was more.</returns>
    private bool Fill(int kept)
    {
        buffer.AsSpan(next, kept).CopyTo(buffer);
        next = 0;
        end = kept;
        if (kept == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        try
        {
            end += stream.Read(buffer, kept, buffer.Length - kept);
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException($"{source}, after line {line - 1}: {exception.Message}", exception);
        }
        return end > kept;
    }
}
