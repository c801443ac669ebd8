namespace Glissade;

/// <summary>Where a search stands.</summary>
/// <param name="Trial">The trial under way or just measured, counted from 1.</param>
/// <param name="Training">Where its training stands; null when a run is through.</param>
/// <param name="Completed">The run that is through; null in between.</param>
/// <param name="FromLog">Whether that run was not trained now but found in the log.</param>
/// <param name="Best">The best whole run so far; null before the first.</param>
public sealed record TuningProgress(int Trial, TrainingProgress? Training, TuningRun? Completed, bool FromLog, TuningRun? Best);
