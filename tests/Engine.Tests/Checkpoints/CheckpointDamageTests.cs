using Glissade.Layers;

namespace Glissade.Tests;

[Trait("Tier", "any")]
public sealed class CheckpointDamageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnyTruncationAndAnyFlippedByteIsNoticedAndTheOneBeforeTaken()
    {
        string[] files = Train();
        byte[] newest = File.ReadAllBytes(files[0]);
        Random random = new(3);
        for (int trial = 0; trial < 60; trial++)
        {
            byte[] damaged = trial % 2 == 0 ? newest[..random.Next(newest.Length)] : [.. newest];
            if (trial % 2 == 1)
                damaged[random.Next(newest.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(files[0], damaged);
            List<string> messages = [];
            Assert.Equal(files[1], Checkpoint.FindNewest(folder.File("checkpoints"), messages.Add)?.Path);
            Assert.EndsWith("; trying the checkpoint before it", Assert.Single(messages), StringComparison.Ordinal);
            Assert.StartsWith($"{files[0]}: found ", messages[0], StringComparison.Ordinal);
        }
        File.WriteAllBytes(files[0], newest);
        Assert.Equal(files[0], Checkpoint.FindNewest(folder.File("checkpoints"))?.Path);
    }

    [Fact]
    public void OneOfANewerVersionIsNotPassedOver()
    {
        string[] files = Train();
        SafetensorsWriter writer = new();
        writer.AddMetadata("format", "glissade-checkpoint");
        writer.AddMetadata("format_version", "2");
        writer.Save(files[0]);
        string message = Assert.Throws<DataFormatException>(() => Checkpoint.FindNewest(folder.File("checkpoints"))).Message;
        Assert.Equal($"{files[0]}: found version 2 of format \"glissade-checkpoint\", expected 1; a newer Glissade wrote it", message);
    }

    [Fact]
    public void AModelIsNoCheckpointAndCannotStandForOne()
    {
        string[] files = Train();
        using ExtremeClassifier model = ExtremeClassifier.Load(files[0]);
        model.Save(folder.File("model"));
        Assert.Null(Checkpoint.TryRead(folder.File("model")));
        Assert.NotNull(Checkpoint.TryRead(files[0]));
        File.Copy(folder.File("model"), files[0], overwrite: true);
        Assert.Contains("found a file of format \"glissade\"", Assert.Throws<DataFormatException>(
            () => Checkpoint.FindNewest(folder.File("checkpoints"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderIsHeldByOneRunAtATime()
    {
        CheckpointOptions options = new() { Folder = folder.File("checkpoints") };
        using (CheckpointFolder.Take(options))
            Assert.Contains("found another run", Assert.Throws<IOException>(() => CheckpointFolder.Take(options)).Message,
                StringComparison.Ordinal);
        CheckpointFolder.Take(options).Dispose();
    }

    [Fact]
    public void WhatAKilledRunLeftHalfWrittenIsRemoved()
    {
        Directory.CreateDirectory(folder.File("checkpoints"));
        File.WriteAllText(folder.File("checkpoints/.glissade-0123.tmp"), "half");
        File.WriteAllText(folder.File("checkpoints/notes"), "mine");
        CheckpointFolder.Take(new CheckpointOptions { Folder = folder.File("checkpoints") }).Dispose();
        string[] left = Directory.GetFiles(folder.File("checkpoints"));
        Assert.Equal(["lock", "notes"], left.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    /// <summary>Two checkpoints, the newest first.</summary>
    private string[] Train()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Lsh, ActiveSharing.Batch) with
        {
            Checkpoints = new CheckpointOptions { Folder = folder.File("checkpoints"), Epochs = 1, Keep = 2 },
        };
        ExtremeClassifier.Train(TestData.Separable(), options).Dispose();
        string[] files = [.. CheckpointFolder.FilesOf(folder.File("checkpoints"))];
        Assert.Equal(2, files.Length);
        return files;
    }
}
