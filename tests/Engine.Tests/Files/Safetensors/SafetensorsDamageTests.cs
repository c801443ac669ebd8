using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Tests;

/// <summary>Whatever happens to a file's bytes, a reader refuses it or gives what was written.</summary>
public sealed class SafetensorsDamageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyFlippedBitIsRefusedOrChangesNothing(bool requireChecksums)
    {
        byte[] file = SafetensorsBytes.Sample();
        string content = SafetensorsBytes.Content(file, requireChecksums);
        int unnoticed = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
            unnoticed += FlipIsHarmless(file, bit, content, requireChecksums) ? 1 : 0;

        // Only blanks can turn into other blanks: 0x20 differs from no other JSON blank in one bit, so every flip is noticed.
        Assert.Equal(0, unnoticed);
    }

    [Property(MaxTest = 300)]
    public Property AFlippedBitOfAnyFileIsRefusedOrChangesNothing() =>
        Prop.ForAll(SafetensorsFiles.Arbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (declared, choice) =>
        {
            byte[] file = declared.ToBytes();
            string content = SafetensorsBytes.Content(file, requireChecksums: true);
            FlipIsHarmless(file, choice % (file.Length * 8), content, requireChecksums: true);
        });

    [Fact]
    public void EveryTruncationIsRefused()
    {
        byte[] file = SafetensorsBytes.Sample();
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<DataFormatException>(() => SafetensorsBytes.Open(file[..length]));
    }

    [Fact]
    public void TrailingBytesAreRefused() =>
        Assert.Throws<DataFormatException>(() => SafetensorsBytes.Open([.. SafetensorsBytes.Sample(), 0]));

    [Fact]
    public void AFileThatShrinksWhileItIsReadIsRefused()
    {
        using TemporaryFolder folder = new();
        byte[] file = SafetensorsBytes.Sample();
        string path = folder.File("model");
        File.WriteAllBytes(path, file);
        using FileStream shared = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        FileStream unbuffered = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        using SafetensorsReader reader = SafetensorsReader.Open(unbuffered, path);
        shared.SetLength(file.Length - 4);

        DataFormatException thrown = Assert.Throws<DataFormatException>(reader.Verify);

        Assert.Contains("end of the file while reading", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Fails if the flip changes the content unnoticed; otherwise tells whether the file is still read.</summary>
    private static bool FlipIsHarmless(byte[] file, int bit, string content, bool requireChecksums)
    {
        byte[] flipped = [.. file];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        try
        {
            Assert.Equal(content, SafetensorsBytes.Content(flipped, requireChecksums));
            return true;
        }
        catch (DataFormatException)
        {
            return false;
        }
    }
}
