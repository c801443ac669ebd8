using Spectre.Console;

namespace Glissade.Cli.Quickstart;

/// <summary>Consoles for results and for messages.</summary>
internal static class QuickstartConsole
{
    /// <summary>Wide enough for the tables where nobody knows how wide the paper is.</summary>
    private const int WidthOfFiles = 120;

    /// <summary>The console of standard output.</summary>
    public static IAnsiConsole ForOutput() => Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>The console of standard error.</summary>
    public static IAnsiConsole ForMessages() => Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>A console without colours and of fixed width.</summary>
    public static IAnsiConsole Plain(TextWriter writer) => Create(writer, redirected: true);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        AnsiConsoleSettings settings = new() { Out = new AnsiConsoleOutput(writer) };
        if (redirected)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (redirected)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
