using System.Text.Json;

namespace Glissade.Cli.Tests.Commands;

public sealed class EvaluateCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SavedModelHasTheFiguresOfItsTraining()
    {
        CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath, "--metrics", folder.File("metrics.json")).Succeeded();
        using JsonDocument training = JsonDocument.Parse(File.ReadAllBytes(trained.MetricsPath));
        using JsonDocument evaluation = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics.json")));

        foreach (string name in (string[])["precision", "ndcg", "recall", "psp"])
        {
            foreach (int k in (int[])[1, 3, 5])
            {
                double figure = evaluation.RootElement.GetProperty($"{name}_at_{k}").GetDouble();
                Assert.Equal(training.RootElement.GetProperty($"{name}_at_{k}").GetDouble(), figure, 1e-12);
                Assert.InRange(figure, 0.01, 1);
            }
        }
    }

    [Fact]
    public void HashedFiguresStandBesideTheExactOnes()
    {
        CommandRun run = CommandRun.Of(
            "evaluate", trained.ModelPath, trained.TestPath, "--retrieval", "lsh", "--candidates", "10", "--top-k", "2", "--metrics",
            folder.File("metrics.json")).Succeeded();
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics.json")));

        Assert.Contains("exact search", run.Output, StringComparison.Ordinal);
        Assert.Contains("hashed search, at most 10 candidates", run.Output, StringComparison.Ordinal);
        Assert.InRange(json.RootElement.GetProperty("hashed_precision_at_2").GetDouble(), 0, 1);
        Assert.False(json.RootElement.TryGetProperty("precision_at_3", out _));
    }

    [Theory]
    [InlineData("tables", "simhash, K = 4, L = 50")]
    [InlineData("signatures", "scan of signatures")]
    [InlineData("inverted-file", "inverted file")]
    [InlineData("codes", "scan of codes")]
    public void AnyIndexCanBeMeasured(string index, string expected) => Assert.Contains(
        $"hashed search, at most 1,000 candidates ({expected}",
        CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath, "--retrieval", "lsh", "--index", index).Succeeded().Output,
        StringComparison.Ordinal);

    [Fact]
    public void PropensityConstantsChangePropensityScoredFiguresOnly()
    {
        string general = CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath).Succeeded().Output;
        string same = CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath, "--propensity", "0.55,1.5").Succeeded().Output;
        string other = CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath, "--propensity", "wikipedia").Succeeded().Output;

        // The first line tells the time.
        Assert.Equal(general.Split('\n')[1..], same.Split('\n')[1..]);
        Assert.Equal(general.Split('\n')[1..^2], other.Split('\n')[1..^2]);
        Assert.NotEqual(general.Split('\n')[^2], other.Split('\n')[^2]);
    }

    [Fact]
    public void MaskedFiguresAreTheLibrarysAndSayThatTheyAre()
    {
        CommandRun run = CommandRun.Of(
            "evaluate", trained.ModelPath, trained.TestPath, "--mask-input-items", "--filter-known", trained.TestPath, "--top-k", "20",
            "--retrieval", "lsh", "--metrics", folder.File("metrics.json")).Succeeded();
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics.json")));
        using ExtremeClassifier model = ExtremeClassifier.Load(trained.ModelPath);
        Dataset test = Dataset.Load(trained.TestPath);
        EvaluationReport expected = model.Evaluate(
            test, [1, 3, 5, 20], mask: new LabelMask(inputItems: true, test), cancellation: TestContext.Current.CancellationToken);

        string[] titles = [.. run.Output.Split('\n').Where(line => line.Contains(" search, ", StringComparison.Ordinal))];
        Assert.Equal(2, titles.Length);
        Assert.All(titles, title => Assert.EndsWith(", input items masked, known labels filtered", title, StringComparison.Ordinal));
        Assert.True(json.RootElement.GetProperty("input_items_masked").GetBoolean());
        Assert.True(json.RootElement.GetProperty("known_labels_filtered").GetBoolean());
        Assert.Equal(expected.Recall[3], json.RootElement.GetProperty("recall_at_20").GetDouble(), 1e-12);
        Assert.Equal(expected.Precision[0], json.RootElement.GetProperty("precision_at_1").GetDouble(), 1e-12);
    }

    [Fact]
    public void KnownLabelsBeyondTheModelAreNamedByFileAndLine()
    {
        File.WriteAllText(folder.File("wide.txt"), "0 1:1\n999 1:1\n");

        string message = CommandRun.Of(
            "evaluate", trained.ModelPath, trained.TestPath, "--filter-known", folder.File("wide.txt")).FailedWith(2);

        Assert.Contains("wide.txt, line 2: found ", message, StringComparison.Ordinal);
        Assert.Contains("999", message, StringComparison.Ordinal);
    }

    [Fact]
    public void StandardInputIsReadForOneThingOnly() => Assert.Contains(
        "standard input cannot be read for --filter-known and for points too",
        CommandRun.Of("evaluate", trained.ModelPath, "-", "--filter-known", "-").FailedWith(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("--filter-known", "nothing.txt", "nothing.txt: no such file")]
    [InlineData("--top-k", "0", "--top-k must be positive, but is 0")]
    [InlineData("--threads", "-1", "--threads must be positive, but is -1")]
    [InlineData("--candidates", "5", "--candidates means something with --retrieval lsh only")]
    [InlineData("--index", "tables", "--index means something with --retrieval lsh only")]
    [InlineData("--index", "graph", "--index: found \"graph\", expected one of tables|signatures|inverted-file|codes")]
    [InlineData("--propensity", "1,0", "--propensity: found \"1,0\"")]
    public void BadOptionsAreRefused(string option, string value, string expected) => Assert.Contains(
        expected, CommandRun.Of("evaluate", trained.ModelPath, trained.TestPath, option, value).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void WhatIsNoModelIsRefused() => Assert.Contains(
        trained.TestPath, CommandRun.Of("evaluate", trained.TestPath, trained.TestPath).FailedWith(2), StringComparison.Ordinal);
}
