namespace Glissade.Cli.Tests.Commands;

public sealed class ExportCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sparse", OnnxInput.Sparse)]
    [InlineData("dense", OnnxInput.Dense)]
    public void TheFileIsTheLibrarys(string name, OnnxInput input)
    {
        Assert.Equal("", CommandRun.Of("export", trained.ModelPath, folder.File("network.onnx"), "--input", name).Succeeded().Output);
        using ExtremeClassifier model = ExtremeClassifier.Load(trained.ModelPath);
        model.ExportOnnx(folder.File("expected.onnx"), input);
        Assert.Equal(File.ReadAllBytes(folder.File("expected.onnx")), File.ReadAllBytes(folder.File("network.onnx")));
    }

    [Fact]
    public void AModelWithALinearPathIsRefusedAndNothingWritten()
    {
        CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--linear-path", "true", "--hidden", "16", "--epochs", "1",
            "--threads", "1").Succeeded();
        string message = CommandRun.Of("export", folder.File("model"), folder.File("network.onnx")).FailedWith(2);
        Assert.Contains("linear path", message, StringComparison.Ordinal);
        Assert.Equal(["model"], folder.Names());
    }

    [Fact]
    public void WhatCannotBeReadOrWrittenIsNamed()
    {
        Assert.Contains("none", CommandRun.Of("export", folder.File("none"), folder.File("out")).FailedWith(2), StringComparison.Ordinal);
        string nowhere = Path.Combine(folder.File("no"), "out");
        Assert.Contains(nowhere, CommandRun.Of("export", trained.ModelPath, nowhere).FailedWith(2), StringComparison.Ordinal);
    }
}
