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
}
