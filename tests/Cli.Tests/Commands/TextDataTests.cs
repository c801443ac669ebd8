using System.Text.Json;

namespace Glissade.Cli.Tests.Commands;

/// <summary>The commands on texts, from training to predictions by name.</summary>
public sealed class TextDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TextDataTests()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a red fox runs,wild animals" : "the blue sea waves,water")];
        File.WriteAllLines(folder.File("train.csv"), ["text,labels", .. lines]);
        CommandRun.Of(
            "train", folder.File("train.csv"), "--model", ModelPath, "--epochs", "20", "--threads", "1", "--validation",
                folder.File("train.csv"))
            .Succeeded();
    }

    private string ModelPath => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PredictionsAreNamesUnlessNumbersAreAskedFor()
    {
        File.WriteAllText(folder.File("input.txt"), "A red FOX!\nwaves\n");

        string named = CommandRun.Of("predict", ModelPath, folder.File("input.txt"), "--top-k", "1").Succeeded().Output;
        string numbered = CommandRun.Of("predict", ModelPath, folder.File("input.txt"), "--top-k", "1", "--ids").Succeeded().Output;
        string json = CommandRun.Of("predict", ModelPath, folder.File("input.txt"), "--top-k", "1", "--format", "jsonl").Succeeded().Output;

        Assert.Equal([@"wild\sanimals", "water"], Labels(named));
        Assert.Equal(["0", "1"], Labels(numbered));
        using JsonDocument first = JsonDocument.Parse(json.Split('\n')[0]);
        Assert.Equal("wild animals", first.RootElement.GetProperty("predictions")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void InputMayBeWrittenInAnotherFormatAndLackLabels()
    {
        File.WriteAllText(folder.File("input.jsonl"), "{\"body\":\"sea\"}\n");
        File.WriteAllText(folder.File("input"), "body\nfox\n");

        Assert.Equal(
            ["water"],
            Labels(CommandRun.Of("predict", ModelPath, folder.File("input.jsonl"), "--text-column", "body", "--top-k", "1").Succeeded()
                .Output));
        Assert.Equal(
            [@"wild\sanimals"],
            Labels(CommandRun.Of(
                "predict", ModelPath, folder.File("input"), "--input-format", "csv", "--text-column", "body", "--top-k", "1").Succeeded()
                    .Output));
    }

    [Fact]
    public void EvaluationSaysHowManyLabelsItDoesNotKnow()
    {
        File.WriteAllText(folder.File("test.jsonl"), "{\"text\":\"sea\",\"labels\":[\"water\",\"sand\"]}\n");

        CommandRun run = CommandRun.Of("evaluate", ModelPath, folder.File("test.jsonl")).Succeeded();

        Assert.Contains("test.jsonl: left out 1 label that training has not seen", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"recall +100\.00", run.Output);
    }

    [Fact]
    public void InspectionTellsHowTextsAreRead() =>
        Assert.Contains("texts         words of letters and digits in lower case\n",
            CommandRun.Of("inspect", ModelPath).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void DescriptionNamesFrequentLabelsAndWords()
    {
        string shown = CommandRun.Of("data", "describe", folder.File("train.csv"), "--metrics", folder.File("m.json")).Succeeded().Output;

        Assert.Contains("most frequent labels, by points\n           30  wild animals\n           30  water\n", shown,
            StringComparison.Ordinal);
        Assert.Contains("58 of 60 (96.67 %) points have the very features of an earlier one", shown, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder.File("m.json")));
        Assert.Equal(58, json.RootElement.GetProperty("duplicate_points").GetInt32());
        Assert.Equal("wild animals", json.RootElement.GetProperty("most_frequent_labels")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void ConversionWritesDataAndNames()
    {
        CommandRun run = CommandRun.Of(
            "data", "convert", folder.File("train.csv"), folder.File("out.svm"), "--label-names", folder.File("labels"), "--feature-names",
            folder.File("features")).Succeeded();

        Assert.Contains("out.svm (csv to svmlight, 60 points, ", run.Error, StringComparison.Ordinal);
        Assert.Equal(60, Dataset.Load(folder.File("out.svm")).Count);
        Assert.Equal(["wild animals", "water"], File.ReadAllLines(folder.File("labels")));
        Assert.Equal(["a", "blue", "fox", "red", "runs", "sea", "the", "waves"], File.ReadAllLines(folder.File("features")));
    }

    [Fact]
    public void NamesThatThereAreNotAreNoticedBeforeAnythingIsWritten()
    {
        foreach (string[] more in (string[][])[["x.ft", "--label-names"], ["x.txt", "--buckets", "9", "--feature-names"]])
        {
            string[] command = ["data", "convert", folder.File("train.csv"), folder.File(more[0]), .. more[1..], folder.File("names")];
            Assert.Contains("there are no names to write", CommandRun.Of(command).FailedWith(2), StringComparison.Ordinal);
        }
        Assert.Equal(["model", "train.csv"], folder.Names());
    }

    [Fact]
    public void ACacheOfTestDataGetsTheNumbersOfTheTrainingData()
    {
        File.WriteAllText(folder.File("test.csv"), "text,labels\nsea fox,water\nwhale,sand\n");
        CommandRun.Of("data", "convert", folder.File("train.csv"), folder.File("train.gcache")).Succeeded();
        CommandRun run = CommandRun.Of(
            "data", "convert", folder.File("test.csv"), folder.File("test.gcache"), "--like", folder.File("train.gcache")).Succeeded();
        CommandRun.Of("data", "convert", folder.File("test.csv"), folder.File("other.gcache"), "--minimum-count", "1").Succeeded();

        Assert.Contains("test.csv: left out 1 label that training has not seen", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            CommandRun.Of("predict", ModelPath, folder.File("test.csv")).Succeeded().Output,
            CommandRun.Of("predict", ModelPath, folder.File("test.gcache")).Succeeded().Output);
        Assert.Contains(
            "found other words as features than the model's",
                CommandRun.Of("predict", ModelPath, folder.File("other.gcache")).FailedWith(2),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingFromACacheGivesTheModelOfTheText()
    {
        CommandRun.Of("data", "convert", folder.File("train.csv"), folder.File("train.gcache")).Succeeded();
        CommandRun.Of("train", folder.File("train.gcache"), "--model", folder.File("again"), "--epochs", "20", "--threads", "1")
            .Succeeded();

        Assert.Equal(File.ReadAllBytes(ModelPath), File.ReadAllBytes(folder.File("again")));
    }

    [Fact]
    public void NumberedLabelsGetTheirNamesFromAFile()
    {
        File.WriteAllText(folder.File("train.txt"), string.Concat(Enumerable.Repeat("0 1:1\n1 2:1\n", 20)));
        File.WriteAllText(folder.File("names"), "zero\none\n");
        File.WriteAllText(folder.File("short"), "zero\n");
        string[] command =
            ["train", folder.File("train.txt"), "--model", folder.File("m"), "--epochs", "5", "--threads", "1", "--label-names"];

        Assert.Equal(
            $"glissade: {folder.File("short")}: found 1 names, expected 2, the number of labels",
            CommandRun.Of([.. command, folder.File("short")]).FailedWith(2));
        CommandRun.Of([.. command, folder.File("names")]).Succeeded();
        Assert.Equal(["zero", "one"],
            Labels(CommandRun.Of("predict", folder.File("m"), folder.File("train.txt"), "--top-k", "1").Succeeded().Output)[..2]);
    }

    [Fact]
    public void MalformedInputIsNamedAndLeavesNothingBehind()
    {
        File.WriteAllText(folder.File("bad.csv"), "text,labels\nx,a\n\"y,a\n");

        string message = CommandRun.Of("data", "convert", folder.File("bad.csv"), folder.File("bad.ft")).FailedWith(2);

        Assert.Equal($"glissade: {folder.File("bad.csv")}, line 3: found a quote that is never closed, expected a closing quote", message);
        Assert.DoesNotContain("bad.ft", folder.Names());
    }

    private static string[] Labels(string output) => [.. output.Split('\n')[..^1].Select(line => line.Split(':')[0])];
}
