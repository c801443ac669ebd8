using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>A trained output layer with queries from test points, what they should find, and moments from training points.</summary>
internal sealed class TrainedLayer : IDisposable
{
    /// <summary>As many as <see cref="HashedRetrieval"/> looks at.</summary>
    private const int MomentPoints = 1024;

    /// <summary>Training points that hash functions learn from, and the gradient steps on them: as many as at the end of training.</summary>
    public const int ExamplePoints = HashLearning.Examples;

    /// <inheritdoc cref="ExamplePoints"/>
    public const int LearningSteps = HashLearning.ColdSteps;

    private readonly ExtremeClassifier model;
    private readonly Dataset train;
    private readonly Dictionary<ExampleTargets, HashExamples> examples = [];
    private readonly float[] meanQuery;
    private readonly float meanDeviation;

    public TrainedLayer(ExtremeClassifier model, Dataset train, Dataset test, int queryCount, WorkerTeam team)
    {
        this.model = model;
        this.train = train;
        int[] tested = Spread(test, queryCount);
        Queries = HiddenQueries.Of(model.Network, model.Weighting, test, tested);
        Labels = [.. tested.Select(point => test.Labels(point).ToArray())];
        using RowMatrix seen = HiddenQueries.Of(model.Network, model.Weighting, train, Spread(train, MomentPoints));
        meanQuery = new float[seen.Columns];
        meanDeviation = QueryMoments.Measure(seen, meanQuery).MeanDeviation;
        using ExactIndex exact = new(Rows.Rows, Rows.Columns);
        exact.Rebuild(Rows, default, team);
        Best = IndexRecall.Best(exact, Queries, Math.Min(HashingPlan.TopLabels, Rows.Rows));
    }

    /// <summary>The layer's rows [w; b].</summary>
    public WeightMatrix Rows => model.Network.Output.Weights;

    /// <summary>The hidden vectors [h; 1] of test points.</summary>
    public RowMatrix Queries { get; }

    /// <summary>The true labels of each query.</summary>
    public int[][] Labels { get; }

    /// <summary>The exactly best labels of each query.</summary>
    public int[][] Best { get; }

    /// <summary>What an index may know of the queries to come.</summary>
    public QueryMoments Moments => new(meanQuery, meanDeviation);

    /// <summary>Training points and what hash functions are to find for them.</summary>
    public HashExamples Examples(ExampleTargets targets)
    {
        if (examples.TryGetValue(targets, out HashExamples? made))
            return made;
        int[] points = Spread(train, ExamplePoints);
        using RowMatrix queries = HiddenQueries.Of(model.Network, model.Weighting, train, points);
        int[][] wanted = [.. points.Select(point => train.Labels(point).ToArray())];
        if (targets == ExampleTargets.LargestLogits)
        {
            using ExactIndex exact = new(Rows.Rows, Rows.Columns);
            using WorkerTeam team = new(1);
            exact.Rebuild(Rows, default, team);
            wanted = IndexRecall.Best(exact, queries, HashingPlan.TopLabels);
        }
        made = new HashExamples(queries.Columns, points.Length);
        for (int i = 0; i < points.Length; i++)
            made.Add(queries.Row(i), wanted[i]);
        examples.Add(targets, made);
        return made;
    }

    public void Dispose()
    {
        Queries.Dispose();
        foreach (HashExamples made in examples.Values)
            made.Dispose();
    }

    /// <summary>Points from all over the data: neighbours may be alike, as those of one text are.</summary>
    private static int[] Spread(Dataset data, int count)
    {
        count = Math.Min(count, data.Count);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Count / count))];
    }
}
