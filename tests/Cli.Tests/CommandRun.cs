namespace Glissade.Cli.Tests;

/// <summary>One run of the command within the test's process: what it wrote and its exit code.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => Of(TestContext.Current.CancellationToken, args);

    public static CommandRun Of(CancellationToken stop, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int code = CommandLine.Run(args, new Terminal(output, error), stop);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The run, if it went well; what it said, if not.</summary>
    public CommandRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>The only line of the message, if the run ended with this exit code and without output.</summary>
    public string FailedWith(int code)
    {
        Assert.Equal(code, ExitCode);
        Assert.Equal("", Output);
        string[] lines = Error.TrimEnd('\n').Split('\n');
        Assert.DoesNotContain(lines, line => line.StartsWith("   at ", StringComparison.Ordinal));
        return Assert.Single(lines, line => line.StartsWith("glissade: ", StringComparison.Ordinal));
    }
}
