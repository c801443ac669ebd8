using System.Text.Json;

namespace Glissade.Cli.Tests;

public sealed class TrainReportTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheLogFollowsTheRunAndItsResumption()
    {
        string[] run = ["--log", folder.File("log.jsonl"), "--checkpoint", folder.File("checkpoints")];
        Train(run).Succeeded();
        Train([.. run, "--resume"]).Succeeded();

        JsonElement[] lines = [.. File.ReadAllLines(folder.File("log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["begin", "epoch", "epoch", "begin", "epoch"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal((2, 10), (lines[3].GetProperty("resumed_epoch").GetInt32(), lines[3].GetProperty("resumed_batch").GetInt32()));
        Assert.Equal(lines[2].GetProperty("loss").GetDouble(), lines[4].GetProperty("loss").GetDouble());
    }

    [Fact]
    public void TheReportShowsFiguresAndCurves()
    {
        Train("--report", folder.File("report.html"), "--validation", trained.TestPath, "--sampler", "lsh", "--hash",
            "simhash").Succeeded();

        string page = File.ReadAllText(folder.File("report.html"));
        Assert.Contains("Validation: 100 points", page, StringComparison.Ordinal);
        Assert.Equal(6, page.Split("<svg").Length);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--log", "no/such/folder/log", "found no folder")]
    [InlineData("--report", "no/such/folder/report", "found no folder")]
    [InlineData("--log-seconds", "5", "means something with --log only")]
    public void WhatCannotBeWrittenIsRefused(string option, string value, string expected) =>
        Assert.Contains(expected, Train(option, value).FailedWith(2), StringComparison.Ordinal);

    private CommandRun Train(params string[] more) => CommandRun.Of(
        ["train", trained.TrainPath, "--model", folder.File("model"), "--hidden", "8", "--epochs", "2", "--threads", "1", .. more]);
}
