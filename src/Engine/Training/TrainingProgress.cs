namespace Glissade;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">The epoch under way or just finished, counted from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="SamplesInEpoch">Samples of this epoch done.</param>
/// <param name="SamplesPerEpoch">Samples of an epoch: training points with at least one label.</param>
/// <param name="Loss">Mean loss of a sample over the epoch so far.</param>
/// <param name="SamplesPerSecond">Speed over the epoch so far, rebuilding included.</param>
/// <param name="MeanActiveNeurons">Output neurons computed for a sample, on average over the epoch so far.</param>
/// <param name="TrainingTime">Time spent training, evaluation left out.</param>
/// <param name="TimeLeft">What the rest will take at this speed.</param>
/// <param name="Completed">The finished epoch's figures, when this report ends one; null in between.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int SamplesInEpoch,
    int SamplesPerEpoch,
    double Loss,
    double SamplesPerSecond,
    double MeanActiveNeurons,
    TimeSpan TrainingTime,
    TimeSpan TimeLeft,
    EpochReport? Completed)
{
    /// <summary>Thirty years: before the first batch is done a time left is any number, which the clock's type might not hold.</summary>
    private const double MostSeconds = 1e9;

    /// <summary>What samples take at a speed, at most some decades.</summary>
    internal static TimeSpan TimeFor(double samples, double perSecond) =>
        TimeSpan.FromSeconds(Math.Min(samples / Math.Max(perSecond, 1e-9), MostSeconds));
}
