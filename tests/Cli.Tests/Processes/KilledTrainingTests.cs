using System.Globalization;
using System.Text.RegularExpressions;

namespace Glissade.Cli.Tests.Processes;

/// <summary>
/// Training killed at random moments, again and again, until it gets through. Checkpoints are due after every few batches, so most kills
/// fall upon the writing of one. GLISSADE_KILLS sets how often a run is killed.
/// </summary>
public sealed partial class KilledTrainingTests : IDisposable
{
    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("GLISSADE_KILLS") ?? "8", CultureInfo.InvariantCulture);

    /// <summary>Enough that the run is not through before it has been killed so often.</summary>
    private static readonly int Epochs = 4 * Kills;

    private readonly TemporaryFolder folder = new();

    public KilledTrainingTests() =>
        CommandRun.Of(
            "data", "generate", folder.File("data"), "--labels", "2000", "--features", "400", "--train", "600", "--test", "10", "--nnz",
            "20",
            "--labels-per-point", "2").Succeeded();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("uniform", "--threads", "1")]
    [InlineData("lsh", "--deterministic", null)]
    public async Task KillsLoseNoMoreThanTheWorkSinceTheLastCheckpoint(string sampler, string option, string? value)
    {
        string[] run = ["--sampler", sampler, "--hash", "simhash", "--tables", "8", option];
        if (value is not null)
            run = [.. run, value];
        CommandRun.Of(Arguments("straight", run)).Succeeded();
        string[] resuming =
        [
            .. Arguments("model", run), "--checkpoint", folder.File("checkpoints"), "--checkpoint-minutes", "0.00002",
            "--checkpoint-epochs", "1",
            "--resume",
        ];
        Random random = new(1);
        (int Epoch, int Batch) reached = (0, 0);
        int within = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using CommandProcess process = new(resuming);
            // Every third is killed while it starts, the others once they have got further than the run before.
            if (kill % 3 != 2)
                await WaitForNewer(Newest(), process);
            await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
            process.Kill();
            int code = await process.WaitForExit();

            // Every file is whole: nothing had to be passed over, and a model is there as a whole or not at all.
            Checkpoint? newest = Checkpoint.FindNewest(folder.File("checkpoints"), message => Assert.Fail(message));
            Assert.NotNull(newest);
            foreach (string path in Directory.GetFiles(folder.File("checkpoints"), "*.safetensors"))
                ExtremeClassifier.Load(path).Dispose();
            if (File.Exists(folder.File("model")))
                ExtremeClassifier.Load(folder.File("model")).Dispose();

            // Work that had a checkpoint stays done: that of the run before, and every epoch that this one reported.
            Assert.True((newest.Epoch, newest.Batch).CompareTo(reached) >= 0, $"{newest.Path} after {reached}");
            reached = (newest.Epoch, newest.Batch);
            foreach (Match epoch in FinishedEpoch().Matches(process.Error))
                Assert.InRange(int.Parse(epoch.Groups[1].Value, CultureInfo.InvariantCulture), 1, newest.Epoch);
            within += newest.Batch is > 0 and < 38 ? 1 : 0;
            if (code == 0)
                break;
        }
        CommandRun.Of(resuming).Succeeded();

        Assert.Equal(File.ReadAllBytes(folder.File("straight")), File.ReadAllBytes(folder.File("model")));
        Assert.Empty(new DirectoryInfo(folder.File("checkpoints")).GetFiles("*.tmp"));
        Assert.True(within > 0, "no kill fell within an epoch");
    }

    [Theory]
    [InlineData(CommandProcess.SigInt)]
    [InlineData(CommandProcess.SigTerm)]
    public async Task ASignalWritesACheckpointAndTheRunGoesOnFromIt(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends POSIX signals");
        string[] resuming =
        [
            "train", folder.File("data_train.txt"), "--model", folder.File("model"), "--hidden", "32", "--epochs", "1000000",
            "--checkpoint",
            folder.File("checkpoints"), "--resume",
        ];
        int reached = 0;
        foreach (string begun in (string[])["beginning anew", "resuming from"])
        {
            using CommandProcess process = new(resuming);
            await process.WaitForMessage(begun);
            await process.WaitForMessage("  loss ");
            process.Signal(signal);

            Assert.Equal(3, await process.WaitForExit());
            Assert.Contains("no model written", process.Error, StringComparison.Ordinal);
            Checkpoint newest = Assert.IsType<Checkpoint>(Checkpoint.FindNewest(folder.File("checkpoints")));
            Assert.True(newest.Epoch > reached, $"{newest.Epoch} after {reached}");
            reached = newest.Epoch;
        }
        Assert.False(File.Exists(folder.File("model")));
    }

    private string? Newest() => Directory.Exists(folder.File("checkpoints"))
        ? Directory.GetFiles(folder.File("checkpoints"), "*.safetensors").Max(StringComparer.Ordinal)
        : null;

    private async Task WaitForNewer(string? before, CommandProcess process)
    {
        while (string.CompareOrdinal(Newest(), before) <= 0 && !process.HasExited)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private string[] Arguments(string model, string[] run) =>
    [
        "train", folder.File("data_train.txt"), "--model", folder.File(model), "--hidden", "32", "--epochs",
        Epochs.ToString(CultureInfo.InvariantCulture), "--batch-size", "16", .. run,
    ];

    [GeneratedRegex(@"^epoch (\d+)/\d+  loss", RegexOptions.Multiline)]
    private static partial Regex FinishedEpoch();
}
