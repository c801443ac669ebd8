using Glissade.Cli.Output;

namespace Glissade.Cli.Progress;

/// <summary>A search's progress in words.</summary>
internal sealed class TuningProgressLines(TuningObjective objective)
{
    /// <summary>A run that is through.</summary>
    public string Of(TuningRun run, bool fromLog)
    {
        string epochs = run.IsWhole ? Lines.Count(run.Epochs, "epoch", "epochs") : $"{run.Epochs} of {run.WholeEpochs} epochs";
        string score = run.Score is { } reached ? $"{objective} {Lines.Percent(reached)}" : "diverged";
        return $"trial {run.Trial}  {epochs}  {score}  {(fromLog ? "from the log" : Lines.Seconds(run.TrainSeconds))}";
    }

    /// <summary>What is under way, and what is to be beaten.</summary>
    public string Of(int trial, TrainingProgress training, TuningRun? best)
    {
        string beaten = best?.Score is { } score ? $"  best so far {Lines.Percent(score)}" : "";
        string bar = LiveLine.Bar(ProgressLines.Share(training));
        return $"trial {trial}  {ProgressLines.Epoch(training)}  {bar}  {ProgressLines.Loss(training.Loss)}{beaten}";
    }
}
