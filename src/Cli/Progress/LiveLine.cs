using Spectre.Console;

namespace Glissade.Cli.Progress;

/// <summary>A line at the bottom of a terminal that is redrawn, with others scrolling by above it.</summary>
internal sealed class LiveLine(IAnsiConsole console, LiveDisplayContext context)
{
    private const int BarWidth = 20;

    /// <summary>Runs <paramref name="work"/> with the line on the terminal; the line goes when it ends, however it ends.</summary>
    public static T Run<T>(string first, Func<LiveLine, T> work)
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return console.Live(new Markup(first)).AutoClear(true).Start(context => work(new LiveLine(console, context)));
    }

    /// <summary>A bar of which a share, in percent, is done, as markup.</summary>
    public static string Bar(double share)
    {
        int done = (int)(share / 100 * BarWidth);
        return $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/]  {(int)share,3} %";
    }

    /// <summary>Writes above the line. Blanks wipe out what it is written over.</summary>
    public void Say(string message) => console.WriteLine(message.PadRight(console.Profile.Width - 1));

    public void Redraw(string markup) => context.UpdateTarget(new Markup(markup) { Overflow = Overflow.Ellipsis });
}
