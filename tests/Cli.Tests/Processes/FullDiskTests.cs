namespace Glissade.Cli.Tests.Processes;

/// <summary>Checkpoints on a disk that is full or may not be written.</summary>
public sealed class FullDiskTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Disk => folder.File("disk");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OnAFullDiskTheEarlierCheckpointStaysAndTrainingGoesOn()
    {
        // Room for one checkpoint, but not for a second beside it.
        string script = $"{Train} --checkpoint-epochs 1 2> {folder.File("error")}; code=$?; {SaveDisk}; exit $code";
        int code = SmallDisk.Run("size=100k", Disk, script);

        Assert.Equal(0, code);
        string[] lines = File.ReadAllLines(folder.File("error"));
        Assert.Contains(lines, line => line.StartsWith("checkpoint not written, training goes on: ", StringComparison.Ordinal));
        ExtremeClassifier.Load(folder.File("model")).Dispose();
        Assert.Equal(1, Checkpoint.FindNewest(folder.File("saved"), message => Assert.Fail(message))?.Epoch);
        Assert.Equal(["checkpoint-000001-000000019.safetensors", "lock"], SavedNames());
    }

    [Fact]
    public void AnInterruptOnAFullDiskFails()
    {
        string script =
            $"""
            {Train} --epochs 1000000 2> {folder.File("error")} &
            while ! grep -q 'epoch 2/' {folder.File("error")} && kill -0 $!; do sleep 0.05; done
            kill -TERM $!
            wait $!; code=$?; {SaveDisk}; exit $code
            """;
        int code = SmallDisk.Run("size=20k", Disk, script);

        Assert.Equal(1, code);
        Assert.Contains(
            File.ReadAllLines(folder.File("error")), line => line.StartsWith("glissade: No space left on device", StringComparison.Ordinal));
        Assert.Equal(["lock"], SavedNames());
        Assert.False(File.Exists(folder.File("model")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/deeper")]
    public void AFolderThatMayNotBeWrittenIsRefusedBeforeAnythingIsRead(string below)
    {
        File.WriteAllText(folder.File("bad.txt"), "not a point\n");
        string files = $"{folder.File("bad.txt")} --model {folder.File("model")} --checkpoint {Disk}{below}";
        string script = $"glissade train {files} 2> {folder.File("error")}";
        int code = SmallDisk.Run("ro", Disk, script);

        Assert.Equal(2, code);
        Assert.Matches("^glissade: cannot (make|write) .*\n$", File.ReadAllText(folder.File("error")));
    }

    private string Train =>
        $"glissade train {trained.TrainPath} --model {folder.File("model")} --checkpoint {Disk} --hidden 16 --batch-size 32 --threads 1 " +
        "--optimizer adam --sampler uniform";

    private string SaveDisk => $"cp -r {Disk} {folder.File("saved")}";

    private string[] SavedNames() =>
        [.. new DirectoryInfo(folder.File("saved")).GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];
}
