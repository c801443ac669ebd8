using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class GzipTests
{
    private static readonly string Sample = string.Concat(
        Enumerable.Range(0, 40).Select(static i => $"{i},{i + 1} {i * 7 % 13}:{i * 0.37} 99:{i + 1}\n"));

    [Fact]
    public void EveryTruncationIsRefused()
    {
        byte[] whole = Texts.Gzip(Sample);
        Assert.Equal(Texts.Describe(Texts.Load(Sample)), Texts.Describe(Texts.Load(whole)));
        for (int length = 2; length < whole.Length; length++)
        {
            string message = Assert.Throws<DataFormatException>(() => Texts.Load(whole[..length])).Message;
            Assert.Contains("cut short", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FlippedBitIsRefusedUnlessItMeansNothing()
    {
        byte[] whole = Texts.Gzip(Sample);
        string expected = Texts.Describe(Texts.Load(Sample));
        int harmless = 0;
        for (int at = 10; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            try
            {
                Assert.Equal(expected, Texts.Describe(Texts.Load(damaged)));
                harmless++;
            }
            catch (DataFormatException)
            {
            }
        }
        // The bits between the end of the data and the trailer's first byte.
        Assert.InRange(harmless, 0, 1);
    }

    [Fact]
    public void MembersAndPaddingAreReadAsOneText()
    {
        byte[] packed = [.. Texts.Gzip("1 2:1\n3 4"), .. Texts.Gzip(""), 0, 0, 0, .. Texts.Gzip(":5\n"), 0, 0];
        Assert.Equal(Texts.Describe(Texts.Load("1 2:1\n3 4:5\n")), Texts.Describe(Texts.Load(packed)));
    }

    [Fact]
    public void MemberLongerThanTheBuffersIsRead()
    {
        // Digits without a pattern: compressed, they fill the input buffer several times.
        Random random = new(5);
        StringBuilder text = new();
        for (int i = 0; i < 60_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{random.Next(1000)} {random.Next(100_000)}:{random.Next(1, 1_000_000)}\n");
        byte[] packed = Texts.Gzip(text.ToString());
        Assert.True(packed.Length > 400_000);
        Assert.Equal(Texts.Describe(Texts.Load(text.ToString())), Texts.Describe(Texts.Load([.. packed, .. Texts.Gzip("")])));
        Assert.Throws<DataFormatException>(() => Texts.Load(packed[..^4]));
    }

    [Fact]
    public void UncompressibleDataOfEveryLengthEndsWhereItEnds()
    {
        for (int length = 8150; length < 8250; length++)
        {
            string text = "1 2:" + new string('0', length) + "1\n";
            MemoryStream stored = new();
            using (GZipStream gzip = new(stored, CompressionLevel.NoCompression))
                gzip.Write(Encoding.ASCII.GetBytes(text));
            Assert.Equal(1, Texts.Load(stored.ToArray()).Count);
        }
    }

    [Fact]
    public void OptionalHeaderFieldsAreSkipped()
    {
        byte[] plain = Texts.Gzip("1 2:1\n");
        byte[] fields = [3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9];
        byte[] packed = [.. plain[..3], 2 | 4 | 8 | 16, .. plain[4..10], .. fields, .. plain[10..]];
        Assert.Equal(1, Texts.Load(packed).Count);
    }

    [Theory]
    [InlineData("garbage", "followed by something else")]
    [InlineData("\u001F\u008B\u0007\0\0\0\0\0\0\0", "the gzip header is damaged")]
    public void WhatFollowsGzipDataMustBeGzipToo(string tail, string expected)
    {
        byte[] packed = [.. Texts.Gzip("1 2:1\n"), .. Encoding.Latin1.GetBytes(tail)];
        string message = Assert.Throws<DataFormatException>(() => Texts.Load(packed)).Message;
        Assert.Contains("after line 1: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void MalformedLineBeforeTheDamageIsTheOneReported()
    {
        byte[] packed = Texts.Gzip("1 x\n" + Sample);
        Assert.Equal(1, Assert.Throws<DataFormatException>(() => Texts.Load(packed[..^1])).Line);
    }
}
