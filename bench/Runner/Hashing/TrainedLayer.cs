using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>A trained output layer with queries from test points, what they should find, and moments from training points.</summary>
internal sealed class TrainedLayer : IDisposable
{
    /// <summary>As many as <see cref="HashedRetrieval"/> looks at.</summary>
    private const int MomentPoints = 1024;

    private readonly ExtremeClassifier model;
    private readonly float[] meanQuery;
    private readonly float meanDeviation;

    public TrainedLayer(ExtremeClassifier model, Dataset train, Dataset test, int queryCount, WorkerTeam team)
    {
        this.model = model;
        Queries = HiddenQueries.Of(model.Network, model.Weighting, test, queryCount);
        Labels = [.. Enumerable.Range(0, Queries.Rows).Select(point => test.Labels(point).ToArray())];
        using RowMatrix seen = HiddenQueries.Of(model.Network, model.Weighting, Spread(train, MomentPoints), MomentPoints);
        meanQuery = new float[seen.Columns];
        meanDeviation = QueryMoments.Measure(seen, meanQuery).MeanDeviation;
        using ExactIndex exact = new(Rows.Rows, Rows.Columns);
        exact.Rebuild(Rows, default, team);
        Best = IndexRecall.Best(exact, Queries, Math.Min(HashingPlan.TopLabels, Rows.Rows));
    }

    /// <summary>The layer's rows [w; b].</summary>
    public WeightMatrix Rows => model.Network.Output.Weights;

    /// <summary>The hidden vectors [h; 1] of the first test points.</summary>
    public RowMatrix Queries { get; }

    /// <summary>The true labels of each query.</summary>
    public int[][] Labels { get; }

    /// <summary>The exactly best labels of each query.</summary>
    public int[][] Best { get; }

    /// <summary>What an index may know of the queries to come.</summary>
    public QueryMoments Moments => new(meanQuery, meanDeviation);

    public void Dispose() => Queries.Dispose();

    /// <summary>Points from all over the data: neighbours may be alike, as those of one text are.</summary>
    private static Dataset Spread(Dataset data, int count)
    {
        count = Math.Min(count, data.Count);
        DatasetBuilder builder = new();
        for (int i = 0; i < count; i++)
        {
            SparseVector features = data.Features((int)((long)i * data.Count / count));
            builder.Add(features.Ids, features.Values, []);
        }
        return builder.Build(data.FeatureCount, data.LabelCount);
    }
}
