namespace Glissade.Cli.Tests;

public sealed class TrainCheckpointTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AStoppedRunIsResumedAndEndsWithTheSameModel()
    {
        CommandRun.Of([.. Arguments("straight")]).Succeeded();
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CommandRun stopped = CommandRun.Of(stop.Token, [.. Arguments("model"), "--checkpoint", folder.File("checkpoints")]);
        Assert.Equal(3, stopped.ExitCode);
        Assert.Contains("no model written; the same command with --resume goes on", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("model")));

        // Nothing was done, so there is no checkpoint yet.
        Assert.Contains("no checkpoint yet, beginning anew", Train(["--resume"], "first").Succeeded().Error, StringComparison.Ordinal);
        CommandRun resumed = Train(["--resume"], "second").Succeeded();
        Assert.Contains("resuming from", resumed.Error, StringComparison.Ordinal);
        foreach (string model in (string[])["first", "second"])
            Assert.Equal(File.ReadAllBytes(folder.File("straight")), File.ReadAllBytes(folder.File(model)));
    }

    [Fact]
    public void OnlySoManyAreKeptAndNothingElseStays()
    {
        Train(["--checkpoint-epochs", "1", "--keep", "3"]).Succeeded();
        Assert.Equal(
            [.. from epoch in (int[])[4, 5, 6] select $"checkpoint-{epoch:D6}-000000019.safetensors", "lock"],
            Directory.GetFiles(folder.File("checkpoints")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CheckpointsOfAnEarlierRunAreNotMixedWithANewOne()
    {
        Train([]).Succeeded();
        string message = Train([]).FailedWith(2);
        Assert.Contains("found checkpoints of an earlier run", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResumingWithOtherOptionsOrDataNamesThem()
    {
        Train([]).Succeeded();
        Assert.EndsWith(
            "of other options: learning rate 0.05 against 0.5",
            CommandRun.Of(
                "train", trained.TrainPath, "--model", folder.File("model"), "--checkpoint", folder.File("checkpoints"), "--resume",
                "--learning-rate", "0.5").FailedWith(2),
            StringComparison.Ordinal);
        string other = CommandRun.Of(
            "train", trained.TestPath, "--model", folder.File("model"), "--checkpoint", folder.File("checkpoints"),
            "--resume").FailedWith(2);
        Assert.Contains("points 600 against 100", other, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedCheckpointIsPassedOverForTheOneBeforeIt()
    {
        Train(["--checkpoint-epochs", "1"], "straight").Succeeded();
        string[] files = [.. Directory.GetFiles(folder.File("checkpoints"), "*.safetensors").Order(StringComparer.Ordinal)];
        FlipABit(files[1]);
        CommandRun resumed = Train(["--resume"], "resumed").Succeeded();
        Assert.Contains("the file was altered or damaged; trying the checkpoint before it", resumed.Error, StringComparison.Ordinal);
        Assert.Contains($"resuming from {files[0]}: epoch 5, 19 batches done", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.File("straight")), File.ReadAllBytes(folder.File("resumed")));
    }

    [Fact]
    public void IfAllAreDamagedNothingIsBegunAnew()
    {
        Train([]).Succeeded();
        foreach (string file in Directory.GetFiles(folder.File("checkpoints"), "*.safetensors"))
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        string message = Train(["--resume"]).FailedWith(2);
        Assert.Contains("found damaged checkpoints only", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume", null, "--resume means something with --checkpoint only")]
    [InlineData("--keep", "3", "--keep means something with --checkpoint only")]
    public void OptionsWithoutAFolderAreRefused(string option, string? value, string expected) =>
        Assert.Contains(
            expected,
            CommandRun.Of(
                ["train", trained.TrainPath, "--model", folder.File("model"), option, .. value is null ? [] : (string[])[value]]).FailedWith(2),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("--keep", "0", "checkpoints to keep must be at least 1, but are 0")]
    [InlineData("--checkpoint-minutes", "0", "--checkpoint-minutes must be positive, but is 0")]
    [InlineData("--checkpoint-epochs", "-1", "the epochs between checkpoints must be positive, but are -1")]
    public void BadNumbersAreRefused(string option, string value, string expected) =>
        Assert.Contains(expected, Train([option, value]).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void AFolderThatCannotBeMadeIsRefusedBeforeAnythingIsRead()
    {
        File.WriteAllText(folder.File("file"), "");
        File.WriteAllText(folder.File("bad.txt"), "not a point\n");
        string message = CommandRun.Of(
            "train", folder.File("bad.txt"), "--model", folder.File("model"), "--checkpoint",
            folder.File("file/checkpoints")).FailedWith(2);
        Assert.Contains("cannot make the folder", message, StringComparison.Ordinal);
    }

    private static void FlipABit(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private CommandRun Train(string[] more, string model = "model") =>
        CommandRun.Of([.. Arguments(model), "--checkpoint", folder.File("checkpoints"), .. more]);

    /// <summary>19 batches an epoch.</summary>
    private string[] Arguments(string model) =>
    [
        "train", trained.TrainPath, "--model", folder.File(model), "--hidden", "8", "--epochs", "6", "--batch-size", "32", "--threads", "1",
        "--learning-rate", "0.05",
    ];
}
