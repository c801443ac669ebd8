using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data;

public sealed class SkipGramDatasetTests
{
    private static readonly Gen<string> Text = Gen
        .Elements("a", "b", "a", "c", "the", "é", "Z", " ", "  ", "\t", "\n", "\n\n", "\r\n", "rare", "x1", "x2").ListOf()
        .Select(static parts => string.Join(" ", parts));

    private static readonly Gen<(SkipGramOptions Options, int MinimumCount)> Settings =
        from window in Gen.Choose(1, 4)
        from train in Gen.Choose(1, 40)
        from test in Gen.Choose(1, 10)
        from minimum in Gen.Choose(1, 3)
        select (new SkipGramOptions { Window = window, TrainPoints = train, TestPoints = test }, minimum);

    [Property(MaxTest = 500)]
    public Property PointsAreThoseOfThePlainRules() => Prop.ForAll(Text.ToArbitrary(), Settings.ToArbitrary(), static (text, settings) =>
    {
        NaiveSkipGrams naive = new([text], settings.MinimumCount);
        int[] tokens = naive.Tokens;
        if (tokens.Length <= settings.Options.TestPoints)
        {
            Assert.Throws<DataFormatException>(() => SkipGramDataset.Generate(Read(text, settings.MinimumCount), settings.Options));
            return;
        }
        TextCorpus corpus = Read(text, settings.MinimumCount);
        Assert.Equal(naive.Words, corpus.Words);
        Assert.Equal(naive.TypeCount, corpus.TypeCount);
        Assert.Equal(tokens, corpus.Tokens.ToArray());
        (Dataset train, Dataset test) = SkipGramDataset.Generate(corpus, settings.Options);
        Assert.Equal(naive.Describe(settings.Options), (Written(train), Written(test)));
    });

    /// <summary>Enough positions for the sample to let keys go several times.</summary>
    [Fact]
    public void SmallSampleOfALongTextIsThatOfThePlainRules()
    {
        string text = string.Join(' ', Enumerable.Range(0, 5000).Select(static i => $"w{i * i % 97}{(i % 50 == 0 ? "\n" : "")}"));
        SkipGramOptions options = new() { TrainPoints = 30, TestPoints = 7 };
        (Dataset train, Dataset test) = SkipGramDataset.Generate(Read(text), options);
        Assert.Equal(new NaiveSkipGrams([text], 2).Describe(options), (Written(train), Written(test)));
    }

    [Fact]
    public void RareWordsGoBeforeWindowsAreTakenAndWindowsEndWithTheLine()
    {
        TextCorpus corpus = Read("a b once c\nc a b\n");
        Assert.Equal(["a", "b", "c"], corpus.Words);
        Assert.Equal([3, 6], corpus.LineEnds.ToArray());
        SkipGramOptions options = new() { Window = 1, TrainPoints = 5, TestPoints = 1 };
        (Dataset train, Dataset test) = SkipGramDataset.Generate(corpus, options);
        Assert.Equal((5, 1, 3, 3), (train.Count, test.Count, train.FeatureCount, train.LabelCount));
        string[] points = [.. Written(train).Split('\n')[1..^1], .. Written(test).Split('\n')[1..^1]];
        Assert.Equal(["0 1:1", "0 2:1", "0,2 1:1", "1 0:1", "1 2:1", "1,2 0:1"], points.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        AssertRefused("Window must be between 1 and 100, but is 0", new SkipGramOptions { Window = 0 });
        AssertRefused("TrainPoints must be positive, but is 0", new SkipGramOptions { TrainPoints = 0 });
        AssertRefused("TestPoints must be positive, but is -3", new SkipGramOptions { TestPoints = -3 });
    }

    [Fact]
    public void TooShortTextIsRefused() => Assert.Equal(
        "the texts have 4 words that are frequent enough, expected more than the 4 test points",
        Assert.Throws<DataFormatException>(
            () => SkipGramDataset.Generate(Read("a a b b c"), new SkipGramOptions { TestPoints = 4 })).Message);

    private static void AssertRefused(string message, SkipGramOptions options) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => SkipGramDataset.Generate(Read("a a a"), options)).Message);

    private static TextCorpus Read(string text, int minimumCount = 2) =>
        TextCorpus.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Texts.Name, minimumCount);

    private static string Written(Dataset data)
    {
        MemoryStream stream = new();
        data.WriteTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
