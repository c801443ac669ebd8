using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

/// <summary>Every width of vectors against the definitions, by name: those that the machine has not are done in software.</summary>
public sealed class WordBlocksTests
{
    private delegate ulong Copy(ReadOnlySpan<byte> from, Span<byte> to, out ulong others);

    [Fact]
    public void SpacedBlocksAreThoseOfTheDefinition() => AssertSame(
        WordBlocks.CopySpacedScalar,
        WordBlocks.CopySpaced, WordBlocks.CopySpaced128, WordBlocks.CopySpaced256, WordBlocks.CopySpaced512);

    [Fact]
    public void BlocksInLowerCaseAreThoseOfTheDefinition() => AssertSame(
        WordBlocks.CopyLowerScalar,
        WordBlocks.CopyLower, WordBlocks.CopyLower128, WordBlocks.CopyLower256, WordBlocks.CopyLower512);

    /// <summary>Each byte at each place, and bytes at random; nothing behind a block is read or written.</summary>
    private static void AssertSame(Copy definition, params Copy[] copies)
    {
        Random random = new(1);
        byte[] from = new byte[WordBlocks.Bytes];
        for (int round = 0; round < 256; round++)
        {
            for (int i = 0; i < from.Length; i++)
                from[i] = round % 2 == 0 ? (byte)(round + i) : (byte)random.Next(256);
            byte[] expected = new byte[WordBlocks.Bytes];
            ulong words = definition(from, expected, out ulong others);
            foreach (Copy copy in copies)
            {
                byte[] to = new byte[WordBlocks.Bytes];
                Assert.Equal(words, copy(from, to, out ulong found));
                Assert.Equal(others, found);
                Assert.Equal(expected, to);
            }
        }
    }
}
