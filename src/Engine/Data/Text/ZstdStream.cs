using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Glissade.Text;

/// <summary>
/// The text in a zstd stream (RFC 8878) of one or several frames; checksums are verified where frames have them. Leaves the stream open.
/// </summary>
/// <remarks>A frame may ask for a window of up to 128 MiB, as the command-line tool grants it.</remarks>
internal sealed class ZstdStream : ReadOnlyStream
{
    private const int LargestWindowLog = 27;
    private const string Damaged = "the zstd data is damaged or cut short";

    private readonly DecompressionStream input;

    internal ZstdStream(Stream stream)
    {
        input = new DecompressionStream(stream, leaveOpen: true);
        input.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
    }

    /// <summary>The first bytes of a frame.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return input.Read(buffer);
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"{Damaged} ({exception.Message})", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
