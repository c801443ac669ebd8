namespace Glissade;

/// <summary>Tells of one member's training as a part of the whole run: epochs and times of the members before count in.</summary>
/// <param name="whole">Told.</param>
/// <param name="members">Members in all.</param>
/// <param name="earlier">What those before took.</param>
internal sealed class MemberProgress(IProgress<TrainingProgress> whole, int members, IReadOnlyList<TrainingReport> earlier)
    : IProgress<TrainingProgress>
{
    private readonly int before = earlier.Count;
    private readonly TimeSpan spent = TimeSpan.FromSeconds(earlier.Sum(report => report.TrainSeconds));

    public void Report(TrainingProgress value)
    {
        double samplesLater = (double)(members - before - 1) * value.Epochs * value.SamplesPerEpoch;
        whole.Report(value with
        {
            Epoch = (before * value.Epochs) + value.Epoch,
            Epochs = members * value.Epochs,
            TrainingTime = spent + value.TrainingTime,
            TimeLeft = value.TimeLeft + TrainingProgress.TimeFor(samplesLater, value.SamplesPerSecond),
        });
    }
}
