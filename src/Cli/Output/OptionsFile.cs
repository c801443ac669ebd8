using System.Text;

namespace Glissade.Cli.Output;

/// <summary>
/// What a search found, as a file of arguments that the parser itself reads where @FILE is given: an option a line, # before remarks.
/// </summary>
internal static class OptionsFile
{
    /// <summary>Writes it to a file, or to the terminal's output if <paramref name="path"/> is null.</summary>
    public static void Write(string? path, Terminal terminal, IEnumerable<string> remarks, IEnumerable<string> arguments)
    {
        string text = string.Concat(remarks.Select(remark => $"# {remark}\n").Concat(arguments.Select(argument => $"{argument}\n")));
        if (path is null)
            terminal.Output.Write(text);
        else
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }
}
