namespace Glissade.Cli.Quickstart;

/// <summary>A model or baseline and how it fared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="TrainSeconds">Time to make it from the training points.</param>
/// <param name="Scores">Its figures on the test.</param>
internal sealed record QuickstartResult(string Name, double TrainSeconds, QuickstartScores Scores);
