using System.Globalization;

namespace Glissade.Cli.Quickstart;

/// <summary>The engine itself, as the demonstration asks it: trained with the library's defaults.</summary>
internal sealed class EngineModel : IQuickstartModel, IDisposable
{
    private readonly ExtremeClassifier classifier;

    private EngineModel(ExtremeClassifier classifier) => this.classifier = classifier;

    /// <summary>Trains with <paramref name="options"/>; reports each epoch.</summary>
    public static EngineModel Train(Dataset train, TrainingOptions options, IProgress<string> progress, CancellationToken cancellation) =>
        new(ExtremeClassifier.Train(train, options, new EpochLines(progress), cancellation: cancellation));

    public void PredictTop(SparseVector features, Span<int> labels, Span<float> scores)
    {
        IReadOnlyList<Prediction> predictions = classifier.Predict(features, labels.Length);
        labels.Fill(-1);
        scores.Clear();
        for (int i = 0; i < predictions.Count; i++)
            (labels[i], scores[i]) = (predictions[i].Label, predictions[i].Score);
    }

    public void ScoreAll(SparseVector features, Span<float> scores) => classifier.ScoreAll(features, scores);

    public void Dispose() => classifier.Dispose();

    private sealed class EpochLines(IProgress<string> lines) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Completed is { } epoch)
            {
                lines.Report(string.Create(
                    CultureInfo.InvariantCulture,
                    $"epoch {value.Epoch}/{value.Epochs}: loss {epoch.Loss:F2}, {value.SamplesPerSecond:N0} examples/s, " +
                    $"{epoch.MeanActiveNeurons:N0} active neurons, {value.TimeLeft.TotalSeconds:F0} s left"));
            }
        }
    }
}
