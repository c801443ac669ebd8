namespace Glissade.Cli.Quickstart;

/// <summary>The baseline that does not look: every question gets the labels that occur most often in training.</summary>
internal sealed class MostFrequentLabels : IQuickstartModel
{
    private readonly float[] counts;

    public MostFrequentLabels(Dataset train)
    {
        counts = new float[train.LabelCount];
        for (int point = 0; point < train.Count; point++)
        {
            foreach (int label in train.Labels(point))
                counts[label]++;
        }
    }

    public void PredictTop(SparseVector features, Span<int> labels, Span<float> scores) => TopScores.Select(counts, labels, scores);

    public void ScoreAll(SparseVector features, Span<float> scores) => counts.CopyTo(scores);
}
