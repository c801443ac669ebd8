namespace Glissade.Cli.Tests;

public sealed class TrainFromTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AModelGrowsWithNewDataAndForgettingIsMeasured()
    {
        // A label and a feature that the model has never seen.
        File.WriteAllLines(folder.File("more.txt"), Enumerable.Range(0, 40).Select(point => $"60 400:1 {point}:1"));
        CommandRun run = Train("--forgetting", trained.TestPath, "--epochs", "60", "--threads", "1").Succeeded();

        Assert.Contains("trained on    from 400 features and 60 labels", run.Error, StringComparison.Ordinal);
        Assert.Contains("network       401 -> 16 -> 61", run.Error, StringComparison.Ordinal);
        Assert.Contains("old points before training on, 100 points", run.Output, StringComparison.Ordinal);
        Assert.Contains("old points after training on, 100 points", run.Output, StringComparison.Ordinal);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(60, model.Predict(new SparseVector([400], [1]), topK: 1)[0].Label);
        Assert.Equal(700 - 60, model.TrainingPoints);
    }

    [Fact]
    public void ACheckpointIsTrainedOnFromToo()
    {
        CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("first"), "--hidden", "8", "--epochs", "2", "--threads", "1", "--checkpoint",
            folder.File("checkpoints")).Succeeded();
        File.Copy(trained.TestPath, folder.File("more.txt"));
        foreach (string from in (string[])[Directory.GetFiles(folder.File("checkpoints"), "*.safetensors")[0], folder.File("first")])
            CommandRun.Of("train", folder.File("more.txt"), "--from", from, "--model", from + ".on", "--threads", "1").Succeeded();

        // Of the checkpoint the optimizer's state goes on, of the model it begins anew.
        byte[] fromCheckpoint = File.ReadAllBytes(Directory.GetFiles(folder.File("checkpoints"), "*.on")[0]);
        Assert.False(fromCheckpoint.AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("first.on"))), "the models are the same");
    }

    [Fact]
    public void WhatTheModelCannotChangeIsRefusedBeforeTheDataAreRead()
    {
        File.WriteAllText(folder.File("more.txt"), "not a point\n");
        Assert.EndsWith(
            "a model that is trained on cannot change these options: hidden sizes [16] against [32]", Train("--hidden", "32").FailedWith(2),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ForgettingNeedsAModelThatCouldForget() => Assert.EndsWith(
        "--forgetting means something with --from only",
        CommandRun.Of("train", trained.TrainPath, "--model", folder.File("model"), "--forgetting", trained.TestPath).FailedWith(2),
        StringComparison.Ordinal);

    private CommandRun Train(params string[] more) =>
        CommandRun.Of(["train", folder.File("more.txt"), "--from", trained.ModelPath, "--model", folder.File("model"), .. more]);
}
