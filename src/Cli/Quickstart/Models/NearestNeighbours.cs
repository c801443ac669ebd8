using System.Collections.Concurrent;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// The baseline that copies: the ten training points nearest by the cosine of tf-idf vectors give their labels, each weighted by its
/// similarity.
/// An inverted list for each feature makes the search exact and quick.
/// </summary>
internal sealed class NearestNeighbours : IQuickstartModel
{
    private const int Neighbours = 10;

    private readonly Dataset train;
    private readonly float[] inverseFrequencies;
    private readonly long[] listStarts;
    private readonly int[] listPoints;
    private readonly float[] listWeights;
    private readonly ConcurrentBag<float[]> similarityBuffers = [];
    private readonly ConcurrentBag<float[]> scoreBuffers = [];

    public NearestNeighbours(Dataset train)
    {
        this.train = train;
        listStarts = new long[train.FeatureCount + 1];
        for (int point = 0; point < train.Count; point++)
        {
            foreach (int feature in train.Features(point).Ids)
                listStarts[feature + 1]++;
        }
        inverseFrequencies = new float[train.FeatureCount];
        for (int feature = 0; feature < train.FeatureCount; feature++)
        {
            inverseFrequencies[feature] = MathF.Log((1f + train.Count) / (1f + listStarts[feature + 1]));
            listStarts[feature + 1] += listStarts[feature];
        }
        listPoints = new int[train.FeatureEntryCount];
        listWeights = new float[train.FeatureEntryCount];
        long[] ends = listStarts[..^1];
        float[] weights = [];
        for (int point = 0; point < train.Count; point++)
        {
            SparseVector features = train.Features(point);
            if (weights.Length < features.Count)
                weights = new float[features.Count * 2];
            Weigh(features, weights);
            for (int i = 0; i < features.Count; i++)
            {
                long entry = ends[features.Ids[i]]++;
                listPoints[entry] = point;
                listWeights[entry] = weights[i];
            }
        }
    }

    public void PredictTop(SparseVector features, Span<int> labels, Span<float> scores)
    {
        float[] all = scoreBuffers.TryTake(out float[]? buffer) ? buffer : new float[train.LabelCount];
        ScoreAll(features, all);
        TopScores.Select(all, labels, scores);
        scoreBuffers.Add(all);
    }

    public void ScoreAll(SparseVector features, Span<float> scores)
    {
        scores.Clear();
        Span<int> nearest = stackalloc int[Neighbours];
        Span<float> similarities = stackalloc float[Neighbours];
        int found = FindNearest(features, nearest, similarities);
        for (int i = 0; i < found; i++)
        {
            foreach (int label in train.Labels(nearest[i]))
                scores[label] += similarities[i];
        }
    }

    private int FindNearest(SparseVector features, Span<int> nearest, Span<float> similarities)
    {
        float[] similarity = similarityBuffers.TryTake(out float[]? buffer) ? buffer : new float[train.Count];
        Array.Clear(similarity);
        Span<float> weights = features.Count <= 256 ? stackalloc float[features.Count] : new float[features.Count];
        Weigh(features, weights);
        for (int i = 0; i < features.Count; i++)
        {
            int start = checked((int)listStarts[features.Ids[i]]);
            int length = (int)(listStarts[features.Ids[i] + 1] - start);
            ReadOnlySpan<int> points = listPoints.AsSpan(start, length);
            ReadOnlySpan<float> theirs = listWeights.AsSpan(start, length);
            float weight = weights[i];
            for (int entry = 0; entry < points.Length; entry++)
                similarity[points[entry]] += weight * theirs[entry];
        }
        int found = TopScores.Select(similarity, nearest, similarities);
        while (found > 0 && similarities[found - 1] <= 0)
            found--;
        similarityBuffers.Add(similarity);
        return found;
    }

    /// <summary>tf-idf with damped counts, scaled to length 1.</summary>
    private void Weigh(SparseVector features, Span<float> weights)
    {
        float squares = 0;
        for (int i = 0; i < features.Count; i++)
        {
            weights[i] = (1 + MathF.Log(MathF.Max(features.Values[i], 1))) * inverseFrequencies[features.Ids[i]];
            squares += weights[i] * weights[i];
        }
        float scale = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (int i = 0; i < features.Count; i++)
            weights[i] *= scale;
    }
}
