namespace Glissade;

/// <summary>What a search found.</summary>
/// <param name="Best">Of the whole runs the best, the earliest of equals.</param>
/// <param name="Default">The default recipe's run, which <paramref name="Best"/> is not worse than.</param>
/// <param name="Runs">All runs in the order in which the search came to them, those of an earlier search's log included.</param>
/// <param name="Points">Validation points on which the runs were measured.</param>
/// <param name="Stopped">Whether the search was cancelled before it was through.</param>
public sealed record TuningResult(TuningRun Best, TuningRun Default, IReadOnlyList<TuningRun> Runs, int Points, bool Stopped);
