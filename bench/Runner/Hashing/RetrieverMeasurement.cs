using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Lsh;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Hashing;

/// <summary>Measures one retriever over a trained layer.</summary>
internal sealed class RetrieverMeasurement(TrainedLayer layer, WorkerTeam team)
{
    private const int Rounds = 3;
    private const int BlockQueries = 16;

    public RetrieverResult Measure(Retriever retriever)
    {
        using INeuronIndex index = retriever.Create(layer.Rows.Rows, layer.Rows.Columns);
        double learnSeconds = Learn(retriever, index);
        double buildSeconds = MedianSeconds(Rounds, () => index.Rebuild(layer.Rows, layer.Moments, team));
        IEnumerable<int?> budgets = HashingPlan.Budgets.Where(budget => budget < index.RowCount).Select(budget => (int?)budget);
        if (!retriever.ScansAll)
            budgets = budgets.Append(null);
        BudgetResult[] figures = [.. budgets.Select(budget => Measure(index, budget))];
        IndexStatistics statistics = index.Describe();
        double touched = retriever.ScansAll ? 1 : figures[^1].MeanCandidates / index.RowCount;
        return new RetrieverResult(
            retriever.Family, retriever.Setting, retriever.IsDefault, touched, buildSeconds, learnSeconds, statistics.MemoryBytes, figures,
            statistics.Load, retriever.IsHashTables);
    }

    /// <summary>The median of the times that an action takes.</summary>
    public static double MedianSeconds(int rounds, Action action) => Median.Of(Enumerable.Range(0, rounds).Select(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }));

    private double Learn(Retriever retriever, INeuronIndex index)
    {
        if (retriever.LearnsFrom is not { } targets)
            return double.NaN;
        HashExamples examples = layer.Examples(targets);
        long start = Stopwatch.GetTimestamp();
        ((ILearningIndex)index).Learn(layer.Rows, layer.Moments, [examples], TrainedLayer.LearningSteps, team);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Recall first: it warms up what is timed.</summary>
    private BudgetResult Measure(INeuronIndex index, int? budget)
    {
        int most = budget ?? index.RowCount;
        IndexRecall top = IndexRecall.Measure(index, layer.Queries, layer.Best, most);
        IndexRecall labels = IndexRecall.Measure(index, layer.Queries, layer.Labels, most);
        double seconds = SearchSeconds(index, most);
        return new BudgetResult(budget, top.Recall, labels.Recall, top.MeanCandidates, 1e6 * seconds / layer.Queries.Rows);
    }

    private unsafe double SearchSeconds(INeuronIndex index, int budget)
    {
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[BlockQueries * budget];
        int[] found = new int[BlockQueries];
        return MedianSeconds(Rounds, () =>
        {
            for (int start = 0; start < layer.Queries.Rows; start += BlockQueries)
            {
                int block = Math.Min(BlockQueries, layer.Queries.Rows - start);
                index.SearchBatch(layer.Queries.RowPointer(start), layer.Queries.Stride, block, budget, ids, found, state);
            }
        });
    }
}
