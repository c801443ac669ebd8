using System.Text;
using Glissade.Tests;
using ZstdSharp;

namespace Glissade.Engine.Tests.Data;

public sealed class ZstdTests : IDisposable
{
    private const string Sample = "2 9 9\n1 2:1\n3 4:0.25\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ZstdIsKnownByItsBytesAndWrittenByItsName()
    {
        Dataset data = Texts.Load(Sample);
        data.Save(folder.File("x.txt.zst"));
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD], File.ReadAllBytes(folder.File("x.txt.zst"))[..4]);
        File.Move(folder.File("x.txt.zst"), folder.File("x.txt"));
        Assert.Equal(Texts.Describe(data), Texts.Describe(Dataset.Load(folder.File("x.txt"))));
    }

    [Fact]
    public void SeveralFramesAreReadOneAfterTheOther() =>
        Assert.Equal(Texts.Describe(Texts.Load(Sample)), Texts.Describe(Texts.Load([.. Packed(Sample[..8]), .. Packed(Sample[8..])])));

    [Fact]
    public void DamageIsRefusedOrWithoutEffect()
    {
        int harmless = 0;
        StringBuilder text = new();
        for (int i = 0; i < 300; i++)
            text.Append(i * 7919 % 601).Append(' ').Append(i * 31 % 97).Append(":0.").Append(i).Append('\n');
        byte[] packed = Packed(text.ToString());
        for (int length = 4; length < packed.Length; length += 11)
            Assert.True(Record.Exception(() => Texts.Load(packed[..length])) is DataFormatException, $"length {length} of {packed.Length}");
        string expected = Texts.Describe(Texts.Load(packed));
        for (int place = 4; place < packed.Length; place++)
        {
            byte[] damaged = [.. packed];
            damaged[place] ^= 8;
            try
            {
                // Some bits mean nothing; the checksum is of what comes out.
                Assert.Equal(expected, Texts.Describe(Texts.Load(damaged)));
                harmless++;
            }
            catch (DataFormatException)
            {
            }
        }
        Assert.InRange(harmless, 0, 10);
    }

    private static byte[] Packed(string text)
    {
        MemoryStream stream = new();
        using (CompressionStream packed = new(stream))
        {
            packed.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            packed.Write(Encoding.Latin1.GetBytes(text));
        }
        return stream.ToArray();
    }
}
