namespace Glissade.Cli.Progress;

/// <summary>A search's progress for a terminal: the run under way is a line that is redrawn, finished ones scroll by above it.</summary>
internal sealed class LiveTuning(LiveLine line, TuningProgressLines words) : IProgress<TuningProgress>
{
    public void Report(TuningProgress value)
    {
        if (value.Completed is { } run)
            line.Say(words.Of(run, value.FromLog));
        else if (value.Training is { Completed: null } training)
            line.Redraw(words.Of(value.Trial, training, value.Best));
    }
}
