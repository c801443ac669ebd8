namespace Glissade.Runner.Inference;

/// <summary>What was measured of one way to answer.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Setting">What tells it from others of the name.</param>
/// <param name="PrecisionAt1">On all test points, as a fraction.</param>
/// <param name="PrecisionAt5">Likewise.</param>
/// <param name="MedianMicroseconds">A single question, nothing else running.</param>
/// <param name="SlowMicroseconds">One in a hundred takes longer.</param>
/// <param name="BusyMedianMicroseconds">As many threads as there are ask single questions.</param>
/// <param name="BusySlowMicroseconds">Likewise.</param>
/// <param name="BatchMicroseconds">A question of many at once, on one thread.</param>
/// <param name="ParallelBatchMicroseconds">On all threads.</param>
/// <param name="BuildSeconds">Building the index from the weights, on all threads.</param>
/// <param name="Bytes">Of the index, the weights left out.</param>
internal sealed record InferenceResult(
    string Method, string Setting, double PrecisionAt1, double PrecisionAt5, double MedianMicroseconds, double SlowMicroseconds,
    double BusyMedianMicroseconds, double BusySlowMicroseconds, double BatchMicroseconds, double ParallelBatchMicroseconds,
    double BuildSeconds, double Bytes);

/// <summary>The results of one task.</summary>
internal sealed record InferenceTaskResult(
    string Task, int Labels, int Hidden, string Precision, int Queries, IReadOnlyList<InferenceResult> Results);
