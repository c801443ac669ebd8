namespace Glissade.Cli.Progress;

/// <summary>Tells several listeners, one after the other.</summary>
internal sealed class ProgressGroup(IReadOnlyList<IProgress<TrainingProgress>> listeners) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        foreach (IProgress<TrainingProgress> listener in listeners)
            listener.Report(value);
    }
}
