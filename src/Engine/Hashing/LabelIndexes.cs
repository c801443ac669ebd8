using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Builds an index over a trained model's labels.</summary>
internal static class LabelIndexes
{
    /// <param name="kind">Which.</param>
    /// <param name="model">
    /// The model, in memory. Learned hash functions, if it has them, know the queries' mean; or else the sample tells it.
    /// </param>
    /// <param name="data">Points like the queries to come, unweighted.</param>
    /// <param name="sample">Which of them are looked at.</param>
    /// <param name="team">The workers. The result does not depend on their number.</param>
    public static INeuronIndex Build(IndexKind kind, ExtremeClassifier model, Dataset data, ReadOnlySpan<int> sample, WorkerTeam team)
    {
        WeightMatrix rows = model.Network.Output.Weights;
        INeuronIndex index = Samplers.CreateIndex(kind, model.Recipe, model.Network.Output);
        try
        {
            if (kind == IndexKind.Tables && model.Hash is { } learned)
                learned.Rebuild((LshIndex)index, rows, team);
            else if (model.Hash is { } hash)
                index.Rebuild(rows, new QueryMoments(hash.MeanQuery, hash.MeanDeviation), team);
            else
                Rebuild(index, model, data, sample, team);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private static void Rebuild(INeuronIndex index, ExtremeClassifier model, Dataset data, ReadOnlySpan<int> sample, WorkerTeam team)
    {
        using RowMatrix queries = HiddenQueries.Of(model.Network, model.Weighting, data, sample);
        QueryMoments moments = queries.Rows == 0 ? default : QueryMoments.Measure(queries, new float[queries.Columns]);
        index.Rebuild(model.Network.Output.Weights, moments, team);
    }
}
