using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.SkipGram;
using Glissade.Tests;

namespace Glissade.Engine.Tests.Data;

public sealed class TextCorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 300)]
    public Property WordsAreTheSameForAnyBuffer() => Prop.ForAll(
        Gen.Elements("a", "bcd", "efghijklm", " ", "\n", "\r").ListOf().Select(string.Concat).ToArbitrary(),
        Gen.Choose(1, 12).ToArbitrary(),
        static (text, bufferBytes) =>
        {
            WordReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), Texts.Name, bufferBytes);
            StringBuilder read = new();
            while (reader.Next(out ReadOnlySpan<byte> word))
                read.Append(word.IsEmpty ? "\n" : Encoding.UTF8.GetString(word) + " ");
            string[] lines = text.Split('\n');
            string expected = string.Join('\n', lines.Select(static line => string.Concat(
                line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(static word => word + " "))));
            Assert.Equal(expected, read.ToString());
        });

    [Fact]
    public void SeveralTextsShareOneVocabularyAndTheEndOfATextEndsItsLine()
    {
        File.WriteAllText(folder.File("one.txt"), "x y x");
        File.WriteAllBytes(folder.File("two"), Texts.Gzip("\n\ny z\n"));
        TextCorpus corpus = TextCorpus.Read([folder.File("one.txt"), folder.File("two")], minimumCount: 1);
        Assert.Equal(["x", "y", "z"], corpus.Words);
        Assert.Equal([0, 1, 0, 1, 2], corpus.Tokens.ToArray());
        Assert.Equal([3, 5], corpus.LineEnds.ToArray());
        Assert.Equal((3, 5L), (corpus.TypeCount, corpus.ReadCount));
    }

    [Fact]
    public void LinesWithoutFrequentWordsLeaveNoTrace()
    {
        TextCorpus corpus = Read("a b\nonce\n\nb a");
        Assert.Equal([0, 1, 1, 0], corpus.Tokens.ToArray());
        Assert.Equal([2, 4], corpus.LineEnds.ToArray());
        Assert.Equal((3, 5L), (corpus.TypeCount, corpus.ReadCount));
    }

    [Fact]
    public void WordsAreRankedByCountAndThenByTheirBytes() => Assert.Equal(["b", "B", "a", "é"], Read("é a B b é a b B b").Words);

    [Fact]
    public void WordOfLongestLengthIsReadAndALongerOneRefused()
    {
        string longest = new('w', WordReader.LongestWordBytes);
        Assert.Equal([longest], Read($"{longest} {longest}").Words);
        DataFormatException refused = Assert.Throws<DataFormatException>(() => Read($"a\n{longest}w"));
        Assert.StartsWith("sample.txt, line 2: found \"www", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("expected words of at most 65536 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextThatIsCutShortIsRefused()
    {
        byte[] packed = Texts.Gzip("a a\nb b\n");
        DataFormatException refused =
            Assert.Throws<DataFormatException>(() => TextCorpus.Read(new MemoryStream(packed[..^3]), Texts.Name));
        Assert.StartsWith("sample.txt, after line ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextWithoutFrequentWordsIsRefused() => Assert.Equal(
        "sample.txt: found no word, expected some that occur at least 2 times",
        Assert.Throws<DataFormatException>(() => Read("each once")).Message);

    [Fact]
    public void ArgumentsThatCannotBeMeantAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TextCorpus.Read(new MemoryStream(), Texts.Name, 0));
        Assert.Throws<ArgumentException>(() => TextCorpus.Read([]));
        Assert.Throws<ArgumentException>(() => TextCorpus.Read(["-", "-"]));
        Assert.Throws<FileNotFoundException>(() => TextCorpus.Read([folder.File("nowhere")]));
    }

    private static TextCorpus Read(string text) => TextCorpus.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Texts.Name);
}
