namespace Glissade.Cli.Tests.Commands;

public sealed class SharedItemsTests : IDisposable
{
    private const int Items = 40;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheOptionReachesTheModelAndIsPrinted()
    {
        CommandRun run = Train(Data(Items, Items), "--shared-items");
        Assert.Contains("sets of items", run.Succeeded().Error, StringComparison.Ordinal);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.True(model.Recipe.SharedItems);
    }

    [Fact]
    public void TrainingOnStaysWithSharedItems()
    {
        Train(Data(Items, Items), "--shared-items").Succeeded();
        CommandRun.Of(
            "train", Data(Items, Items), "--from", folder.File("model"), "--model", folder.File("second"), "--epochs", "1").Succeeded();
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("second"));
        Assert.True(model.Recipe.SharedItems);
    }

    [Fact]
    public void DataOfEquallyManyFeaturesAndLabelsAreNotTakenForShared()
    {
        Train(Data(Items, Items)).Succeeded();
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.False(model.Recipe.SharedItems);
    }

    [Fact]
    public void DifferentlyManyFeaturesAndLabelsAreRefused() => Assert.Contains(
        "with shared items there must be as many features as labels, but there are 40 features and 39 labels",
        Train(Data(Items, Items - 1), "--shared-items").FailedWith(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("--linear-path", "true")]
    [InlineData("--shuffle-buffer", "500")]
    public void WhatDoesNotGoWithSharedItemsIsRefused(params string[] options) => Assert.Contains(
        "with shared items", Train(Data(Items, Items), ["--shared-items", .. options]).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void TextIsRefused()
    {
        // Three words and three labels: as many, but not the same.
        File.WriteAllText(folder.File("text.csv"), "text,labels\none two,a\ntwo three,b\nthree one,c\n");
        Assert.Contains(
            "features and labels must be numbers",
            CommandRun.Of("train", folder.File("text.csv"), "--model", folder.File("model"), "--shared-items").FailedWith(2),
            StringComparison.Ordinal);
    }

    private CommandRun Train(string data, params string[] options) => CommandRun.Of(
        ["train", data, "--model", folder.File("model"), "--hidden", "8", "--epochs", "1", "--threads", "1", .. options]);

    private string Data(int features, int labels)
    {
        string path = folder.File("data.txt");
        IEnumerable<string> points = Enumerable.Range(0, 60).Select(point => $"{point % 30} {point % 7}:1 {7 + (point % 20)}:1");
        File.WriteAllLines(path, [$"60 {features} {labels}", .. points]);
        return path;
    }
}
