using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public class TextTests
{
    [Theory]
    [InlineData("TrimStart", "trim start")]
    [InlineData("XMLReader", "xml reader")]
    [InlineData("ToBase64String", "to base64 string")]
    [InlineData("Int32", "int32")]
    [InlineData("UTF8Encoding", "utf8 encoding")]
    [InlineData("a list of IDs, and URLs.", "a list of ids and urls")]
    [InlineData("snake_case-words", "snake case words")]
    [InlineData(" ... ", "")]
    public void IdentifiersFallIntoTheirWords(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', WordSplitter.Words(text)));

    [Theory]
    [InlineData("remove", "remov")]
    [InlineData("removes", "remov")]
    [InlineData("removing", "remov")]
    [InlineData("removed", "remov")]
    [InlineData("trimming", "trim")]
    [InlineData("entries", "entry")]
    [InlineData("boxes", "box")]
    [InlineData("class", "class")]
    [InlineData("status", "status")]
    [InlineData("string", "string")]
    [InlineData("exceed", "exceed")]
    public void EndingsAreFolded(string word, string expected)
    {
        char[] letters = word.ToCharArray();
        Assert.Equal(expected, new string(letters, 0, WordFolding.Fold(letters)));
    }

    [Fact]
    public void RareWordsAndPairsAreNoFeatures()
    {
        WordTable words = new();
        string[] texts = ["red apple pie", "red apple cake", "red apple red apple", "one pear"];
        TextFeaturizer featurizer = TextFeaturizer.Fit(words, [.. texts.Select(words.Intern)]);
        Assert.Equal(3, featurizer.FeatureCount);
        Assert.Equal(0, featurizer.Transform("pear cake").Count);
    }

    [Fact]
    public void ValuesAreCountsAndIdsAscend()
    {
        TextFeaturizer featurizer = Fit("red apple", "red apple", "red apple");
        SparseVector vector = featurizer.Transform("apple red red Apples");
        Assert.Equal([0, 1, 2], vector.Ids.ToArray());
        Assert.Equal([2f, 2f, 1f], vector.Values.ToArray());
    }

    [Fact]
    public void WordsWrittenTogetherAreTheSameFeature()
    {
        TextFeaturizer featurizer = Fit("white space", "white space", "white space", "whitespace", "whitespace");
        int whitespace = Assert.Single(featurizer.Transform("whitespace").Ids.ToArray());
        Assert.Contains(whitespace, featurizer.Transform("white-space").Ids.ToArray());
    }

    [Fact]
    public void UnknownWordsOfAQueryAreIgnored()
    {
        TextFeaturizer featurizer = Fit("red apple", "red apple", "red apple");
        Assert.Equal(featurizer.Transform("red").Ids.ToArray(), featurizer.Transform("zyx red qqq").Ids.ToArray());
    }

    private static TextFeaturizer Fit(params string[] texts)
    {
        WordTable words = new();
        return TextFeaturizer.Fit(words, [.. texts.Select(words.Intern)]);
    }
}
