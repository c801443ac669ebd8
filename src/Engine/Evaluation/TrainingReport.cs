namespace Glissade;

/// <summary>What training took, altogether and epoch by epoch.</summary>
/// <param name="TrainSeconds">Wall-clock seconds of training, evaluation left out.</param>
/// <param name="SamplesPerSecond">Samples trained on in a second of <paramref name="TrainSeconds"/>.</param>
/// <param name="MeanActiveNeurons">Output neurons computed for a sample, on average.</param>
/// <param name="Epochs">The epochs in order; the last one is shorter if training was stopped in it.</param>
/// <param name="StoppedEarly">Whether training was stopped before all samples of all epochs were done.</param>
public sealed record TrainingReport(
    double TrainSeconds,
    double SamplesPerSecond,
    double MeanActiveNeurons,
    IReadOnlyList<EpochReport> Epochs,
    bool StoppedEarly = false);
