namespace Glissade.Cli.Progress;

/// <summary>A search's progress for files and pipes: a line for each finished run.</summary>
internal sealed class PlainTuning(TextWriter writer, TuningProgressLines words) : IProgress<TuningProgress>
{
    public void Report(TuningProgress value)
    {
        if (value.Completed is { } run)
            writer.WriteLine(words.Of(run, value.FromLog));
    }
}
