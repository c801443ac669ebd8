namespace Glissade;

/// <summary>A data or model file that cannot be read: the message names the file, where in it, what stands there and what was expected.</summary>
/// <remarks>A message is one line; control characters, which a file may have anywhere, are shown as <c>\xNN</c>.</remarks>
public sealed class DataFormatException : Exception
{
    /// <summary>An error without a position.</summary>
    public DataFormatException()
        : this("malformed data")
    {
    }

    /// <summary>An error with a whole message.</summary>
    public DataFormatException(string message)
        : base(MessageText.Printable(message))
    {
    }

    /// <summary>An error with a whole message and its cause.</summary>
    public DataFormatException(string message, Exception innerException)
        : base(MessageText.Printable(message), innerException)
    {
    }

    /// <summary>An error at a line: "FILE, line N: found TOKEN, expected WHAT".</summary>
    /// <param name="source">The file's name, or "standard input".</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="token">What stands there.</param>
    /// <param name="expected">What should.</param>
    public DataFormatException(string source, long line, string token, string expected)
        : base(MessageText.Printable($"{source}, line {line}: found {token}, expected {expected}"))
    {
        Source = source;
        Line = line;
    }

    /// <summary>The line, counted from 1; 0 when the error is not at one line.</summary>
    public long Line { get; }
}
