using System.Text;

namespace Glissade;

/// <summary>
/// A Protocol Buffers message under construction: fields in the order added, lengths known before anything is written, large contents taken
/// from where they lie only when they are. https://protobuf.dev/programming-guides/encoding/.
/// </summary>
internal sealed class ProtoMessage
{
    private const int VariableInteger = 0;
    private const int LengthDelimited = 2;

    private readonly List<Action<Stream>> parts = [];

    /// <summary>Bytes of the message.</summary>
    public long Length { get; private set; }

    /// <summary>A whole number; not negative, as none that we write is.</summary>
    public ProtoMessage Number(int field, long value)
    {
        Append(VarInt(Tag(field, VariableInteger)));
        Append(VarInt((ulong)value));
        return this;
    }

    public ProtoMessage Text(int field, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return Content(field, bytes.Length, stream => stream.Write(bytes));
    }

    public ProtoMessage Message(int field, ProtoMessage value) => Content(field, value.Length, value.WriteTo);

    /// <summary>Bytes that <paramref name="write"/> will write, <paramref name="length"/> of them.</summary>
    public ProtoMessage Content(int field, long length, Action<Stream> write)
    {
        Append(VarInt(Tag(field, LengthDelimited)));
        Append(VarInt((ulong)length));
        parts.Add(write);
        Length += length;
        return this;
    }

    public void WriteTo(Stream stream)
    {
        foreach (Action<Stream> part in parts)
            part(stream);
    }

    private static ulong Tag(int field, int wireType) => ((ulong)field << 3) | (uint)wireType;

    private void Append(byte[] bytes)
    {
        parts.Add(stream => stream.Write(bytes));
        Length += bytes.Length;
    }

    /// <summary>Seven bits a byte, the lowest first; all but the last have their highest bit set.</summary>
    private static byte[] VarInt(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
