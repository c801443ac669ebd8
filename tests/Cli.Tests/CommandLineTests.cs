using System.Text.RegularExpressions;
using Glissade.Kernels;

namespace Glissade.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("train", "--help")]
    [InlineData("evaluate", "--help")]
    [InlineData("predict", "--help")]
    [InlineData("inspect", "--help")]
    [InlineData("data", "--help")]
    [InlineData("data", "describe", "--help")]
    [InlineData("data", "convert", "--help")]
    [InlineData("data", "list", "--help")]
    [InlineData("data", "fetch", "--help")]
    [InlineData("data", "generate", "--help")]
    [InlineData("data", "skipgram", "--help")]
    public void HelpIsOutputAndSucceeds(params string[] args)
    {
        CommandRun run = CommandRun.Of(args).Succeeded();

        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void VersionNamesTheVectorInstructions() =>
        Assert.Matches(
            $@"^glissade \d+\.\d+\.\d+\S* \({Regex.Escape(NativeFeatures.Instructions)}\)\n$", CommandRun.Of("--version").Succeeded().Output);

    [Fact]
    public void NoArgumentsShowTheHelpAsAMessage()
    {
        CommandRun run = CommandRun.Of();

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate", "unknown command or option \"frobnicate\"")]
    [InlineData("data", "Required command was not provided.")]
    public void UnknownOrMissingCommandsAreRefused(string command, string expected) =>
        Assert.Equal($"glissade: {expected}", CommandRun.Of(command).FailedWith(2));

    [Theory]
    [InlineData("train", "nowhere.txt", "--model", "m")]
    [InlineData("data", "describe", "nowhere.txt")]
    [InlineData("data", "convert", "nowhere.txt", "out")]
    [InlineData("inspect", "nowhere.txt")]
    [InlineData("evaluate", "nowhere.txt", "-")]
    [InlineData("predict", "nowhere.txt", "-")]
    public void MissingFilesAreNamed(params string[] args) =>
        Assert.Equal("glissade: nowhere.txt: no such file", CommandRun.Of(args).FailedWith(2));
}
