using Spectre.Console;

namespace Glissade.Cli.Output;

/// <summary>Bar charts for somebody at a terminal.</summary>
internal static class BarCharts
{
    private const int LongestName = 40;

    /// <summary>Draws a chart; nothing if there is no bar.</summary>
    public static void Write(TextWriter writer, string title, IEnumerable<(string Name, long Count)> bars)
    {
        BarChart chart = new BarChart().Label(Markup.Escape(title)).LeftAlignLabel();
        chart.UseValueFormatter(value => Lines.Whole((long)value));
        foreach ((string name, long count) in bars)
            chart.AddItem(Markup.Escape(name.Length <= LongestName ? name : name[..LongestName] + "..."), count, Color.Teal);
        if (chart.Data.Count == 0)
            return;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Write(chart);
    }
}
