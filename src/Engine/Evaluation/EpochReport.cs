using Glissade.Lsh;

namespace Glissade;

/// <summary>What one epoch took and reached.</summary>
/// <param name="Seconds">Wall-clock seconds of training, rebuilding included, evaluation left out.</param>
/// <param name="Loss">Mean training loss of a sample.</param>
/// <param name="PrecisionAt1">P@1 on the whole validation file by exact search, as a fraction; null without one.</param>
/// <param name="MeanActiveNeurons">Output neurons computed for a sample, on average.</param>
/// <param name="RebuildSeconds">The part of <paramref name="Seconds"/> spent on making hash tables follow the weights: rebuilding,
/// refreshing, checking.</param>
/// <param name="Rebuilds">How often all rows were hashed anew.</param>
/// <param name="HashLearningSeconds">The part of <paramref name="Seconds"/> spent on learning hash functions once the weights were trained.</param>
/// <param name="Load">How full the sampler's tables were at the end; null if it has none.</param>
public sealed record EpochReport(
    double Seconds, double Loss, double? PrecisionAt1, double MeanActiveNeurons, double RebuildSeconds, int Rebuilds = 0,
    double HashLearningSeconds = 0, TableLoad? Load = null);
