namespace Glissade.Cli;

/// <summary>Says what went wrong in one line, and decides whose fault it was.</summary>
internal static class Failures
{
    /// <summary>Writes the line and returns the exit code.</summary>
    public static int Report(Exception exception, Terminal terminal)
    {
        (string message, int code) = exception switch
        {
            UsageException or DataFormatException => (exception.Message, ExitCode.BadInput),
            FileNotFoundException or DirectoryNotFoundException => (exception.Message, ExitCode.BadInput),
            ArgumentException argument => (WithoutParameter(argument), ExitCode.BadInput),
            TrainingDivergedException => ($"training diverged: {exception.Message}", ExitCode.Failed),
            OutOfMemoryException => ("out of memory", ExitCode.Failed),
            IOException or UnauthorizedAccessException => (exception.Message, ExitCode.Failed),
            _ => ($"unexpected error, please report it: {exception.GetType().Name}: {exception.Message}", ExitCode.Failed),
        };
        Say(terminal, message);
        return code;
    }

    /// <summary>Writes "glissade: ..." as one line, whatever the message holds.</summary>
    public static void Say(Terminal terminal, string message)
    {
        try
        {
            terminal.Say($"glissade: {message.ReplaceLineEndings(" ").TrimEnd()}");
        }
        catch (IOException)
        {
            // Nobody listens; the exit code still tells.
        }
    }

    /// <summary>The framework appends the parameter's name and value, which are the program's and not the user's.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        string message = exception.Message.Split('\n')[0].TrimEnd('\r');
        return exception.ParamName is { } name ? message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : message;
    }
}
