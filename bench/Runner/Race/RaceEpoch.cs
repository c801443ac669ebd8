namespace Glissade.Runner.Race;

/// <summary>The end of an epoch.</summary>
/// <param name="Seconds">Training seconds from the start to here; reading, evaluation and learning hash functions for inference left out.</param>
/// <param name="PrecisionAt1">P@1 on all test points by exact search, as a fraction; NaN if not measured.</param>
/// <param name="Loss">Mean loss of the epoch's samples.</param>
/// <param name="RebuildSeconds">The epoch's seconds of making tables follow the weights.</param>
/// <param name="LearningSeconds">The epoch's seconds of learning hash functions for inference.</param>
internal sealed record RaceEpoch(double Seconds, double PrecisionAt1, double Loss, double RebuildSeconds, double LearningSeconds);
