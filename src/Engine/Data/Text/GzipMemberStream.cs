using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Glissade.Text;

/// <summary>
/// The text in a gzip stream (RFC 1952) of one or several members; every length and checksum is verified. Leaves the stream open.
/// </summary>
/// <remarks>
/// .NET's own GZipStream takes data that is cut short for data that ends there. Here each member must be followed by the checksum and
/// length of what it unpacked to. The decompressor does not tell how much of the input it used, only that the end lies in the last block it
/// took; the trailer, known by then, is looked for there. That 64 bits appear by chance in a wrong place is not a worry.
/// </remarks>
internal sealed class GzipMemberStream(Stream stream) : ReadOnlyStream
{
    private const string Damaged = "the gzip data is damaged or cut short";
    private const int TrailerBytes = 8;

    private readonly GzipInput input = new(stream);
    private readonly Crc32 checksum = new();
    private long unpacked;
    private DeflateStream? member;
    private bool ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (!ended)
        {
            member ??= StartMember();
            int count = member.Read(buffer);
            if (count > 0)
            {
                checksum.Append(buffer[..count]);
                unpacked += count;
                return count;
            }
            EndMember();
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            input.Dispose();
        }
        base.Dispose(disposing);
    }

    private DeflateStream StartMember()
    {
        GzipHeader.Skip(input);
        input.StartHistory();
        return new DeflateStream(input, CompressionMode.Decompress, leaveOpen: true);
    }

    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)unpacked);
        if (!input.SkipPastRecent(trailer))
            throw new InvalidDataException(Damaged);
        checksum.Reset();
        unpacked = 0;
        member?.Dispose();
        member = null;
        // Tape drives and some tools pad with zeros.
        int next;
        while ((next = input.Peek()) == 0)
            input.ReadByte();
        ended = next < 0;
    }
}
