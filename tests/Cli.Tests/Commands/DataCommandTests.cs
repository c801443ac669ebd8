namespace Glissade.Cli.Tests.Commands;

public sealed class DataCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void DescriptionTellsSizesAndWhatLooksWrong()
    {
        File.WriteAllText(folder.File("odd.txt"), "3 10 5\n0,1 0:2.5 3:-1\n0 1:1\n 2:1\n");

        string shown = CommandRun.Of("data", "describe", folder.File("odd.txt")).Succeeded().Output;

        Assert.Contains("points        3\n", shown, StringComparison.Ordinal);
        Assert.Contains("labels        5, 2 of them in use\n", shown, StringComparison.Ordinal);
        Assert.Contains("- 1 of 3 (33.33 %) points have no label", shown, StringComparison.Ordinal);
        Assert.Contains("- 3 of 5 (60 %) labels occur at no point", shown, StringComparison.Ordinal);
        Assert.Contains("- points are not of length 1", shown, StringComparison.Ordinal);
        Assert.Contains("- some values are negative, down to -1", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void GeneratedFilesAreTheLibrarysData()
    {
        SyntheticOptions options = new()
        {
            LabelCount = 60,
            FeatureCount = 400,
            TrainCount = 600,
            TestCount = 100,
            FeatureDrawsPerPoint = 20,
            LabelsPerPoint = 2,
        };
        using MemoryStream train = new();
        using MemoryStream test = new();
        SyntheticDataset.WriteText(options, train, test);

        Assert.Equal(train.ToArray(), File.ReadAllBytes(trained.TrainPath));
        Assert.Equal(test.ToArray(), File.ReadAllBytes(trained.TestPath));
    }

    [Fact]
    public void OptionsChangeAPreset()
    {
        CommandRun.Of("data", "generate", folder.File("x"), "--preset", "a670k", "--train", "3", "--test", "2").Succeeded();

        Assert.Equal(["x_test.txt", "x_train.txt"], folder.Names());
        Assert.Equal("3 135909 670091", File.ReadLines(folder.File("x_train.txt")).First());
        Assert.Equal("2 135909 670091", File.ReadLines(folder.File("x_test.txt")).First());
    }

    [Fact]
    public void RareWordsAreTheLibrarysDataAndTakeTheOptionsThatMeanSomething()
    {
        CommandRun.Of(
            "data", "generate", folder.File("x"), "--preset", "rare-words", "--labels", "50", "--train", "30", "--test", "20",
            "--seed", "3", "--labels-per-point", "1.5").Succeeded();

        (Dataset train, Dataset test) = RareWordsDataset.Generate(
            new RareWordsOptions { LabelCount = 50, TrainCount = 30, TestCount = 20, Seed = 3, LabelsPerPoint = 1.5 });
        Assert.Equal(Written(train), File.ReadAllBytes(folder.File("x_train.txt")));
        Assert.Equal(Written(test), File.ReadAllBytes(folder.File("x_test.txt")));
    }

    [Theory]
    [InlineData("--features", "100")]
    [InlineData("--nnz", "20")]
    [InlineData("--noise", "0.5")]
    [InlineData("--normalize", "true")]
    public void OptionsThatMeanNothingForRareWordsAreRefused(string option, string value)
    {
        string message = CommandRun.Of("data", "generate", folder.File("x"), "--preset", "rare-words", option, value).FailedWith(2);

        Assert.Equal($"glissade: {option} means nothing with --preset rare-words", message);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void SkipGramFilesAreTheLibrarysData()
    {
        string text = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"w{i * i % 23}"));
        File.WriteAllText(folder.File("text"), text);
        CommandRun run = CommandRun.Of(
            "data", "skipgram", folder.File("text"), folder.File("text"), "--train", folder.File("train.gz"), "--test", folder.File("test.txt"),
            "--window", "3", "--minimum-count", "20", "--train-points", "50", "--test-points", "10").Succeeded();

        TextCorpus corpus = TextCorpus.Read([folder.File("text"), folder.File("text")], 20);
        (Dataset train, Dataset test) =
            SkipGramDataset.Generate(corpus, new SkipGramOptions { Window = 3, TrainPoints = 50, TestPoints = 10 });
        Assert.Equal(Written(train), Written(Dataset.Load(folder.File("train.gz"))));
        Assert.Equal(Written(test), File.ReadAllBytes(folder.File("test.txt")));
        Assert.StartsWith($"600 words of 12 kinds, {corpus.Tokens.Length} of {corpus.Words.Count} kinds kept\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("test.txt (10 points, ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("glissade: nowhere: no such file", "nowhere", "--train", "a", "--test", "b")]
    [InlineData("glissade: --window must be positive, but is 0", "-", "--train", "a", "--test", "b", "--window", "0")]
    [InlineData("glissade: Window must be between 1 and 100, but is 101", "-", "--train", "a", "--test", "b", "--window", "101")]
    [InlineData("glissade: --minimum-count must be positive, but is -1", "-", "--train", "a", "--test", "b", "--minimum-count", "-1")]
    [InlineData("glissade: --train and --test must be different files, but both are a", "-", "--train", "a", "--test", "a")]
    [InlineData("glissade: standard input (-) can be read once only, but is named more than once", "-", "-", "--train", "a", "--test", "b")]
    [InlineData("glissade: Option '--test' is required.", "-", "--train", "a")]
    public void SkipGramsThatCannotBeMeantAreRefused(string message, params string[] args)
    {
        string here = Environment.CurrentDirectory;
        Assert.Equal(message, CommandRun.Of(["data", "skipgram", .. args]).FailedWith(2));
        Assert.False(File.Exists(Path.Combine(here, "a")));
    }

    private static byte[] Written(Dataset data)
    {
        using MemoryStream stream = new();
        data.WriteTo(stream);
        return stream.ToArray();
    }
}
