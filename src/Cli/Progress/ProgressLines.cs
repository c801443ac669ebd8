using System.Globalization;
using Glissade.Cli.Output;

namespace Glissade.Cli.Progress;

/// <summary>Training progress in words.</summary>
internal static class ProgressLines
{
    public static string Of(TrainingProgress progress) => progress.Completed is { } report
        ? $"{Epoch(progress)}  {Loss(report.Loss)}{Precision(report)}  {Time(report)}  {Speed(progress)}"
        : $"{Epoch(progress)}  {Share(progress):0} %  {Loss(progress.Loss)}  {Speed(progress)}  {Lines.Duration(progress.TimeLeft)} left";

    /// <summary>How much of the epoch is done, in percent.</summary>
    public static double Share(TrainingProgress progress) => 100.0 * progress.SamplesInEpoch / Math.Max(progress.SamplesPerEpoch, 1);

    public static string Epoch(TrainingProgress progress) => $"epoch {progress.Epoch}/{progress.Epochs}";

    public static string Loss(double loss) => string.Create(CultureInfo.InvariantCulture, $"loss {loss:0.0000}");

    public static string Speed(TrainingProgress progress) =>
        $"{Lines.Whole((long)progress.SamplesPerSecond)} examples/s  {Lines.Whole((long)progress.MeanActiveNeurons)} active";

    private static string Precision(EpochReport report) =>
        report.PrecisionAt1 is { } precision ? $"  P@1 {Lines.Percent(precision)}" : "";

    private static string Time(EpochReport report) =>
        Lines.Seconds(report.Seconds) + Part(report.RebuildSeconds, "rebuilding tables") + Part(report.HashLearningSeconds, "learning hash functions");

    private static string Part(double seconds, string what) => seconds > 0 ? $" ({Lines.Seconds(seconds)} {what})" : "";
}
