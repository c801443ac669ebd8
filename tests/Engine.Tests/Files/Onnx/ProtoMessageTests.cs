namespace Glissade.Tests;

public sealed class ProtoMessageTests
{
    [Fact]
    public void FieldsAreEncodedAsTheSpecificationsExamplesAre()
    {
        Assert.Equal([0x08, 0x96, 0x01], Encode(new ProtoMessage().Number(1, 150)));
        Assert.Equal([0x12, 0x07, .. "testing"u8], Encode(new ProtoMessage().Text(2, "testing")));
        Assert.Equal([0x1a, 0x03, 0x08, 0x96, 0x01], Encode(new ProtoMessage().Message(3, new ProtoMessage().Number(1, 150))));
        Assert.Equal([0x82, 0x01, 0x01, 0xff], Encode(new ProtoMessage().Content(16, 1, stream => stream.WriteByte(0xff))));
    }

    [Fact]
    public void LengthsAreKnownWithoutWriting()
    {
        ProtoMessage large = new ProtoMessage().Message(7,
            new ProtoMessage().Content(9, 3L << 30, _ => Assert.Fail("nothing is to be written")));
        Assert.Equal((3L << 30) + 6 + 6, large.Length);
        Assert.Throws<ArgumentException>(() => OnnxExport.CheckLength(large.Length));
        OnnxExport.CheckLength(int.MaxValue);
    }

    private static byte[] Encode(ProtoMessage message)
    {
        using MemoryStream stream = new();
        message.WriteTo(stream);
        Assert.Equal(message.Length, stream.Length);
        return stream.ToArray();
    }
}
