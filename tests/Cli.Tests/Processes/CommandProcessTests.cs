using System.Text.Json;

namespace Glissade.Cli.Tests.Processes;

public sealed class CommandProcessTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task BadUsageIsExitCodeTwo()
    {
        using CommandProcess process = new("train", "--epochs", "x");

        Assert.Equal(2, await process.WaitForExit());
        Assert.StartsWith("glissade: ", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PredictReadsStandardInputAndWritesStandardOutput()
    {
        using CommandProcess process = new("predict", trained.ModelPath, "-", "--top-k", "2");
        await process.Input.WriteAsync(" 3:1 5:0.5\n 1:1\n");
        process.Input.Close();

        string[] lines = (await process.Output.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Equal(0, await process.WaitForExit());
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public async Task ReaderThatLeavesIsNoCrash()
    {
        using CommandProcess process = new("predict", trained.ModelPath, trained.TrainPath, "--top-k", "60");
        process.Output.Close();

        int code = await process.WaitForExit();
        Assert.InRange(code, 0, 1);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CommandProcess.SigInt)]
    [InlineData(CommandProcess.SigTerm)]
    public async Task SignalEndsTrainingWithASavedModel(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends POSIX signals");
        using CommandProcess process = new(
            "train", trained.TrainPath, "--model", folder.File("model"), "--metrics", folder.File("metrics"), "--hidden", "16",
            "--epochs", "1000000");
        await process.WaitForMessage("epoch 1/");
        process.Signal(signal);

        Assert.Equal(0, await process.WaitForExit());
        Assert.Contains("stopped early", process.Error, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics")));
        Assert.True(json.RootElement.GetProperty("stopped_early").GetBoolean());
        CommandRun.Of("evaluate", folder.File("model"), trained.TestPath).Succeeded();
        Assert.Equal(["metrics", "model"], folder.Names());
    }
}
