using System.Text;
using System.Text.Unicode;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Cuts a stream into lines and turns pieces of them into strings. A byte order mark at the start is skipped.</summary>
internal sealed class LineReader(Stream stream, string source, int chunkBytes = LineChunkReader.DefaultChunkBytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineChunkReader chunks = new(stream, chunkBytes);
    private byte[] chunk = [];
    private int next;
    private int end;

    /// <summary>What messages call the stream.</summary>
    internal string Source => source;

    /// <summary>The last line read, counted from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>The next line without its end; the memory is used again for later ones.</summary>
    /// <exception cref="DataFormatException">The stream is damaged, or a line is too long.</exception>
    internal bool Next(out ReadOnlySpan<byte> line)
    {
        if (next == end && !Fill())
        {
            line = default;
            return false;
        }
        int length = chunk.AsSpan(next, end - next).IndexOf((byte)'\n');
        line = chunk.AsSpan(next, length);
        next += length + 1;
        Line++;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }

    /// <summary>A piece of the last line, or of one that began at <paramref name="at"/>, as a string.</summary>
    /// <exception cref="DataFormatException">It is not UTF-8.</exception>
    internal string Decode(ReadOnlySpan<byte> bytes, long? at = null)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataFormatException(source, at ?? Line, QuotedToken.Of(bytes[Math.Max(0, exception.Index)..]), "text in UTF-8");
        }
    }

    /// <summary>Refuses a piece of the last line, or of one that began at <paramref name="at"/>, that is not UTF-8.</summary>
    /// <exception cref="DataFormatException">It is not.</exception>
    internal void CheckText(ReadOnlySpan<byte> bytes, long? at = null)
    {
        if (!Utf8.IsValid(bytes))
            Decode(bytes, at);
    }

    /// <summary>The error for the last line, or for one at <paramref name="at"/>.</summary>
    internal DataFormatException Refusal(string found, string expected, long? at = null) => new(source, at ?? Line, found, expected);

    private bool Fill()
    {
        end = chunks.Read(ref chunk);
        next = Line == 0 && chunk.AsSpan(0, end).StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        if (next == end)
            chunks.ThrowIfFailed(source, Line);
        return next < end;
    }
}
