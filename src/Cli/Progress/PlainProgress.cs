using System.Diagnostics;

namespace Glissade.Cli.Progress;

/// <summary>Progress for files and pipes: a line for each epoch, and one every few seconds within long ones.</summary>
internal sealed class PlainProgress(TextWriter writer) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long last = Stopwatch.GetTimestamp();

    public void Report(TrainingProgress value)
    {
        if (value.Completed is null && Stopwatch.GetElapsedTime(last) < Interval)
            return;
        last = Stopwatch.GetTimestamp();
        writer.WriteLine(ProgressLines.Of(value));
    }
}
