using Glissade.Cli.Output;

namespace Glissade.Cli.Progress;

/// <summary>Progress for a terminal: a line that is redrawn, and finished epochs scrolling by above it.</summary>
internal sealed class LiveProgress(LiveLine line) : IProgress<TrainingProgress>
{
    /// <summary>Runs <paramref name="train"/> with the line on the terminal.</summary>
    public static T Run<T>(Func<IProgress<TrainingProgress>, T> train) => LiveLine.Run("training", line => train(new LiveProgress(line)));

    public void Report(TrainingProgress value)
    {
        if (value.Completed is not null)
            line.Say(ProgressLines.Of(value));
        else
            line.Redraw(Markup(value));
    }

    private static string Markup(TrainingProgress value) =>
        $"{ProgressLines.Epoch(value)}  {LiveLine.Bar(ProgressLines.Share(value))}  " +
        $"[yellow]{ProgressLines.Loss(value.Loss)}[/]  {ProgressLines.Speed(value)}  {Lines.Duration(value.TimeLeft)} left";
}
