using Glissade.Cli.Output;
using Spectre.Console;

namespace Glissade.Cli.Progress;

/// <summary>Progress for a terminal: a line that is redrawn, and finished epochs scrolling by above it.</summary>
internal sealed class LiveProgress(IAnsiConsole console, LiveDisplayContext context) : IProgress<TrainingProgress>
{
    private const int BarWidth = 20;

    /// <summary>Runs <paramref name="train"/> with the line on the terminal; the line goes when it ends, however it ends.</summary>
    public static T Run<T>(Func<IProgress<TrainingProgress>, T> train)
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return console.Live(new Markup("training")).AutoClear(true).Start(context => train(new LiveProgress(console, context)));
    }

    public void Report(TrainingProgress value)
    {
        // Blanks wipe out the line that it is written over.
        if (value.Completed is not null)
            console.WriteLine(ProgressLines.Of(value).PadRight(console.Profile.Width - 1));
        else
            context.UpdateTarget(Line(value));
    }

    private static Markup Line(TrainingProgress value)
    {
        double share = ProgressLines.Share(value);
        int done = (int)(share / 100 * BarWidth);
        return new Markup(
            $"{ProgressLines.Epoch(value)}  [green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/]  " +
            $"{(int)share,3} %  " +
            $"[yellow]{ProgressLines.Loss(value.Loss)}[/]  {ProgressLines.Speed(value)}  {Lines.Duration(value.TimeLeft)} left")
        {
            Overflow = Overflow.Ellipsis,
        };
    }
}
