using System.Text.Json;

namespace Glissade.Cli.Tests.Processes;

/// <summary>A search that is ended from outside.</summary>
public sealed class KilledTuningTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Log => folder.File("log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task KillsLoseTheRunUnderWayAndNothingElse()
    {
        int finished = 0;
        foreach (string reached in (string[])["trial 1 ", "trial 3 ", "trial 6 "])
        {
            using CommandProcess process = new([.. Search(12), "--log", Log, "--resume", "--output", folder.File("best")]);
            await process.WaitForMessage(reached);
            process.Kill();
            await process.WaitForExit();

            string text = await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken);
            string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
            // The one before may have got further than to where this one was killed.
            Assert.True(lines.Length >= finished, $"{lines.Length} lines after {finished}");
            finished = lines.Length;
        }
        Assert.True(finished > 3, $"{finished} lines");
        CommandRun resumed = CommandRun.Of([.. Search(12), "--log", Log, "--resume"]).Succeeded();
        Assert.Equal(finished - 1, resumed.Error.Split("from the log").Length - 1);
        Assert.Equal(CommandRun.Of(Search(12)).Succeeded().Output, resumed.Output);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task ASignalWritesTheBestSoFarAndTheSearchGoesOn(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends POSIX signals");
        using CommandProcess process = new(
            [.. Search(1_000_000), "--log", Log, "--output", folder.File("best"), "--model", folder.File("model")]);
        await process.WaitForMessage("trial 12 ");
        process.Signal(signal);

        Assert.Equal(3, await process.WaitForExit());
        Assert.Contains("the same command with --resume goes on", process.Error, StringComparison.Ordinal);
        Assert.Equal(["best", "log"], folder.Names());
        CommandRun.Of("train", trained.TrainPath, "--model", folder.File("model"), $"@{folder.File("best")}").Succeeded();
        CommandRun.Of([.. Search(10), "--log", Log, "--resume"]).Succeeded();
    }

    private string[] Search(int trials) =>
        ["tune", trained.TrainPath, "--hidden", "8", "--epochs", "9", "--threads", "1", "--trials", $"{trials}"];
}
