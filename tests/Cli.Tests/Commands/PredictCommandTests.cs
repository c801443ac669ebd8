using System.Globalization;
using System.Text.Json;

namespace Glissade.Cli.Tests.Commands;

public sealed class PredictCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TextHasOneLineForEachPointBestFirst()
    {
        string[] lines = Lines(CommandRun.Of("predict", trained.ModelPath, trained.TestPath, "--top-k", "4").Succeeded().Output);

        Assert.Equal(100, lines.Length);
        foreach (string line in lines)
        {
            (int Label, float Score)[] predictions = Parse(line);
            Assert.Equal(4, predictions.Length);
            Assert.All(predictions, prediction => Assert.InRange(prediction.Label, 0, 59));
            Assert.Equal(predictions.OrderByDescending(prediction => prediction.Score), predictions);
        }
    }

    [Fact]
    public void TextHasTheLibrarysPredictionsToTheLastDigit()
    {
        using ExtremeClassifier model = ExtremeClassifier.Load(trained.ModelPath);
        Dataset test = Dataset.Load(trained.TestPath);
        string[] lines = Lines(CommandRun.Of("predict", trained.ModelPath, trained.TestPath, "--threads", "1").Succeeded().Output);

        IReadOnlyList<IReadOnlyList<Prediction>> expected =
            model.Predict(test, threads: 1, cancellation: TestContext.Current.CancellationToken);
        for (int point = 0; point < test.Count; point++)
            Assert.Equal(expected[point].Select(prediction => (prediction.Label, prediction.Score)), Parse(lines[point]));
    }

    [Fact]
    public void NothingIsShownOfADamagedModel()
    {
        byte[] bytes = File.ReadAllBytes(trained.ModelPath);
        // Among the weights, which are mapped and checked while the answers are computed.
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File("damaged"), bytes);
        Assert.Contains("checksum", CommandRun.Of("predict", folder.File("damaged"), trained.TestPath).FailedWith(2),
            StringComparison.Ordinal);
    }

    [Fact]
    public void JsonLinesHoldTheSamePredictionsAndTheLabelNames()
    {
        string named = folder.File("named");
        using (ExtremeClassifier model = ExtremeClassifier.Load(trained.ModelPath))
        {
            model.NameLabels([.. Enumerable.Range(0, 60).Select(label => $"the \"{label}\"")]);
            model.Save(named);
        }

        string[] text = Lines(CommandRun.Of("predict", named, trained.TestPath, "--threads", "1", "--ids").Succeeded().Output);
        string[] lines = Lines(CommandRun.Of("predict", named, trained.TestPath, "--threads", "1", "--format", "jsonl").Succeeded().Output);

        Assert.Equal(text.Length, lines.Length);
        for (int point = 0; point < lines.Length; point++)
        {
            using JsonDocument json = JsonDocument.Parse(lines[point]);
            JsonElement[] predictions = [.. json.RootElement.GetProperty("predictions").EnumerateArray()];
            Assert.Equal(Parse(text[point]), predictions.Select(one => (Label(one), one.GetProperty("score").GetSingle())));
            Assert.All(predictions, one => Assert.Equal($"the \"{Label(one)}\"", one.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public void ThresholdLeavesOutWhatScoresBelow()
    {
        string all = CommandRun.Of("predict", trained.ModelPath, trained.TestPath, "--threads", "1").Succeeded().Output;
        float median = Lines(all).SelectMany(Parse).Select(prediction => prediction.Score).Order().ElementAt(250);
        string some = CommandRun.Of(
            "predict", trained.ModelPath, trained.TestPath, "--threads", "1", "--threshold", median.ToString(CultureInfo.InvariantCulture))
            .Succeeded().Output;

        Assert.Equal(Lines(all).Select(line => Parse(line).Where(prediction => prediction.Score >= median)), Lines(some).Select(Parse));
        Assert.NotEqual(all, some);
    }

    [Fact]
    public void LabelsOfTheInputAreNotLookedAt()
    {
        File.WriteAllText(folder.File("plain.txt"), " 3:1 5:0.5\n");
        File.WriteAllText(folder.File("labelled.txt"), "12345 3:1 5:0.5\n");

        Assert.Equal(
            CommandRun.Of("predict", trained.ModelPath, folder.File("plain.txt")).Succeeded().Output,
            CommandRun.Of("predict", trained.ModelPath, folder.File("labelled.txt")).Succeeded().Output);
    }

    [Fact]
    public void MaskedLabelsAreNotAmongThePredictions()
    {
        File.WriteAllText(folder.File("asked.txt"), " 3:1 5:0.5\n 3:1 5:0.25\n");
        File.WriteAllText(folder.File("known.txt"), "7,8,9 3:1 5:0.5\n");
        string[] lines = Lines(CommandRun.Of(
            "predict", trained.ModelPath, folder.File("asked.txt"), "--top-k", "60", "--mask-input-items", "--filter-known",
            folder.File("known.txt")).Succeeded().Output);

        Assert.Equal(Enumerable.Range(0, 60).Except([3, 5, 7, 8, 9]), Parse(lines[0]).Select(prediction => prediction.Label).Order());
        Assert.Equal(Enumerable.Range(0, 60).Except([3, 5]), Parse(lines[1]).Select(prediction => prediction.Label).Order());
    }

    [Fact]
    public void OutputFileHoldsWhatStandardOutputWould()
    {
        string shown = CommandRun.Of("predict", trained.ModelPath, trained.TestPath, "--threads", "1", "--output", "-").Succeeded().Output;
        CommandRun written = CommandRun.Of(
            "predict", trained.ModelPath, trained.TestPath, "--threads", "1", "--output", folder.File("predictions.txt")).Succeeded();

        Assert.Equal("", written.Output);
        Assert.Equal(shown, File.ReadAllText(folder.File("predictions.txt")));
    }

    [Fact]
    public void BadInputLeavesAnOlderOutputAsItWas()
    {
        File.WriteAllText(folder.File("bad.txt"), "0 1:1\n0 1:\n");
        File.WriteAllText(folder.File("predictions.txt"), "older\n");

        string message = CommandRun.Of(
            "predict", trained.ModelPath, folder.File("bad.txt"), "--output", folder.File("predictions.txt")).FailedWith(2);

        Assert.Contains("bad.txt, line 2", message, StringComparison.Ordinal);
        Assert.Equal("older\n", File.ReadAllText(folder.File("predictions.txt")));
    }

    [Fact]
    public void HashedSearchGivesAtMostAsManyLabelsAsAskedFor()
    {
        string[] lines = Lines(CommandRun.Of(
            "predict", trained.ModelPath, trained.TestPath, "--retrieval", "lsh", "--candidates", "20", "--top-k", "3").Succeeded().Output);

        Assert.Equal(100, lines.Length);
        Assert.All(lines, line => Assert.InRange(Parse(line).Length, 1, 3));
    }

    [Theory]
    [InlineData("signatures")]
    [InlineData("inverted-file")]
    public void AnyIndexCanBeAsked(string index)
    {
        string[] lines = Lines(CommandRun.Of(
            "predict", trained.ModelPath, trained.TestPath, "--retrieval", "lsh", "--index", index, "--top-k", "3").Succeeded().Output);

        Assert.Equal(100, lines.Length);
        Assert.All(lines, line => Assert.InRange(Parse(line).Length, 1, 3));
    }

    private static int Label(JsonElement prediction) => prediction.GetProperty("label").GetInt32();

    private static string[] Lines(string text) => text.Split('\n')[..^1];

    private static (int Label, float Score)[] Parse(string line) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).Select(pair =>
            (int.Parse(pair[0], CultureInfo.InvariantCulture), float.Parse(pair[1], CultureInfo.InvariantCulture))),
    ];
}
