using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// Hash functions that were learned for a model's output layer, and the moments of the queries that they were learned with: with the weights, all that
/// tables over the layer follow from.
/// </summary>
/// <param name="Projections">One hyperplane a column, those of a table side by side.</param>
/// <param name="MeanQuery">[mean h; 1].</param>
/// <param name="MeanDeviation">Mean distance of a query from it.</param>
internal sealed record LearnedHash(RowMatrix Projections, float[] MeanQuery, float MeanDeviation) : IDisposable
{
    /// <summary>Rebuilds tables by these functions.</summary>
    public void Rebuild(LshIndex tables, WeightMatrix rows, WorkerTeam team)
    {
        tables.WriteHyperplanes(Projections);
        tables.Rebuild(rows, new QueryMoments(MeanQuery, MeanDeviation), team);
    }

    public void Dispose() => Projections.Dispose();
}
