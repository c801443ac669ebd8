using System.Text;

namespace Glissade.Cli;

/// <summary>Where the command writes: data on one stream, messages on the other.</summary>
/// <param name="output">Data.</param>
/// <param name="error">Progress and messages.</param>
/// <param name="isLive">Whether messages go to a terminal on which lines can be redrawn.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isLive = false)
{
    private const int BufferChars = 1 << 16;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public bool IsLive { get; } = isLive;

    /// <summary>The process's own streams. Data is buffered and has to be flushed; in UTF-8 wherever it goes.</summary>
    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        StreamWriter output = new(Console.OpenStandardOutput(), encoding, BufferChars) { NewLine = "\n" };
        return new Terminal(output, Console.Error, isLive: !Console.IsErrorRedirected && !dumb);
    }

    /// <summary>One line for the user.</summary>
    public void Say(string message) => Error.WriteLine(message);
}
