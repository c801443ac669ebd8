using System.Text;

namespace Glissade.Cli;

/// <summary>Where the command writes: data on one stream, messages on the other.</summary>
/// <param name="output">Data.</param>
/// <param name="error">Progress and messages.</param>
/// <param name="isLive">Whether messages go to a terminal on which lines can be redrawn.</param>
/// <param name="isOutputLive">Whether data goes to a terminal, and somebody reads along.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isLive = false, bool isOutputLive = false)
{
    private const int BufferChars = 1 << 16;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public bool IsLive { get; } = isLive;

    public bool IsOutputLive { get; } = isOutputLive;

    /// <summary>The process's own streams. Data is buffered and has to be flushed; in UTF-8 wherever it goes.</summary>
    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        StreamWriter output = new(Console.OpenStandardOutput(), encoding, BufferChars) { NewLine = "\n" };
        return new Terminal(output, Console.Error, !Console.IsErrorRedirected && !dumb, !Console.IsOutputRedirected && !dumb);
    }

    /// <summary>One line for the user.</summary>
    public void Say(string message) => Error.WriteLine(message);
}
