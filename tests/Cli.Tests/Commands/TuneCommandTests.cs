namespace Glissade.Cli.Tests;

public sealed class TuneCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheOptionsFileTrainsTheModelThatTuneTrains()
    {
        CommandRun run = Tune("--output", folder.File("best"), "--model", folder.File("tuned"), "--seed", "4", "--idf", "true").Succeeded();
        CommandRun.Of("train", trained.TrainPath, "--model", folder.File("trained"), $"@{folder.File("best")}").Succeeded();

        Assert.Equal(File.ReadAllBytes(folder.File("tuned")), File.ReadAllBytes(folder.File("trained")));
        Assert.Equal("", run.Output);
        string[] lines = File.ReadAllLines(folder.File("best"));
        Assert.Matches(@"^# trial \d+ of 6: p@1 [\d.]+ % on 60 validation points, the default configuration [\d.]+ %$", lines[0]);
        Assert.Equal(["--hidden 8", "--idf true", "--threads 1", "--seed 4"], lines[1..5]);
    }

    [Fact]
    public void TheOptionsFileGivesTheScoreThatTuneSays()
    {
        Tune("--output", folder.File("best"), "--validation", trained.TestPath, "--objective", "p@3").Succeeded();
        CommandRun run = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--validation", trained.TestPath,
            $"@{folder.File("best")}").Succeeded();

        string said = File.ReadAllLines(folder.File("best"))[0].Split(' ')[6];
        string measured = run.Output.Split('\n').Single(line => line.StartsWith("  P ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        Assert.Equal(measured, said);
    }

    [Fact]
    public void WithoutAFileTheOptionsAreTheOutput()
    {
        CommandRun run = Tune("--trials", "1").Succeeded();
        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("# trial 1 of 1: p@1 ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["--hidden 8", "--threads 1", ""], lines[1..]);
    }

    [Fact]
    public void AResumedSearchEndsAsTheOneThatNeverStopped()
    {
        string[] log = ["--log", folder.File("log"), "--resume"];
        Tune([.. log, "--trials", "3"]).Succeeded();
        CommandRun resumed = Tune([.. log, "--trials", "6"]).Succeeded();

        Assert.Equal(4, resumed.Error.Split("from the log").Length - 1);
        Assert.Equal(Tune("--trials", "6").Succeeded().Output, resumed.Output);
    }

    [Fact]
    public void AnInterruptBeforeAnyResultLeavesNone()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CommandRun run = CommandRun.Of(stop.Token, [.. Arguments, "--output", folder.File("best")]);
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("stopped before the default configuration was measured", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void TooLittleTimeIsSaid()
    {
        CommandRun run = Tune("--minutes", "0.0000001").Succeeded();
        Assert.StartsWith("# trial 1 of 1: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("no other trial got through: give more --minutes", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume means something with --log only", "--resume")]
    [InlineData("--held-out means something without --validation only", "--held-out", "5", "--validation", "-")]
    [InlineData("--minutes must be positive and at most 43200, 30 days, but is 0", "--minutes", "0")]
    [InlineData("--trials must be positive, but is 0", "--trials", "0")]
    [InlineData("--objective: found \"f1@1\", expected a figure such as p@1, psp@3, ndcg@5 or recall@20", "--objective", "f1@1")]
    [InlineData("held-out points must be between 1 and the 600 training points less one, but are 600", "--held-out", "600")]
    [InlineData("batch size must be between 1 and 65536, but is 0", "--batch-size", "0")]
    [InlineData("found no folder", "--log", "no/such/folder/log")]
    [InlineData("found no folder", "--output", "no/such/folder/best")]
    [InlineData("found no folder", "--model", "no/such/folder/model")]
    public void BadUsageIsRefused(string expected, params string[] arguments) =>
        Assert.Contains(expected, Tune(arguments).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void TheLogOfAnotherSearchIsRefusedAndStays()
    {
        string log = folder.File("log");
        Tune("--log", log, "--trials", "2").Succeeded();
        byte[] before = File.ReadAllBytes(log);

        Assert.Contains("found the log of an earlier search", Tune("--log", log).FailedWith(2), StringComparison.Ordinal);
        Assert.EndsWith("objective \"p@1\" against \"ndcg@5\"", Resume("--objective", "ndcg@5"), StringComparison.Ordinal);
        Assert.EndsWith("options batch size none against 5", Resume("--batch-size", "5"), StringComparison.Ordinal);
        Assert.Contains(
            "training data points 600 against 100",
            CommandRun.Of("tune", trained.TestPath, "--hidden", "8", "--log", log, "--resume").FailedWith(2), StringComparison.Ordinal);
        string notALog = CommandRun.Of([.. Arguments, "--log", trained.TestPath, "--resume"]).FailedWith(2);
        Assert.Contains("line 1: found ", notALog, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(log));

        string Resume(params string[] more) => Tune(["--log", log, "--resume", .. more]).FailedWith(2);
    }

    private string[] Arguments => ["tune", trained.TrainPath, "--hidden", "8", "--threads", "1"];

    private CommandRun Tune(params string[] more) =>
        CommandRun.Of([.. Arguments, .. more.Contains("--trials") ? Array.Empty<string>() : ["--trials", "6"], .. more]);
}
