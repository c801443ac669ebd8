using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// Hash tables over a model's labels: queries are then answered by scoring a limited number of candidates instead of every label. Faster
/// for very many labels, and not exact: <see cref="MeasureRecall"/> tells how much is found.
/// </summary>
/// <remarks>The tables follow from the model's weights, recipe and seed, and from the sample's mean. Many threads may search.</remarks>
public sealed class HashedRetrieval : IDisposable
{
    /// <summary>Candidates scored for a query unless told otherwise.</summary>
    public const int DefaultCandidates = 1000;

    private const int SamplePoints = 1024;

    private readonly ExtremeClassifier model;

    private HashedRetrieval(ExtremeClassifier model, INeuronIndex index, int candidates)
    {
        this.model = model;
        Index = index;
        Candidates = candidates;
    }

    /// <summary>Most labels that are scored for a query.</summary>
    public int Candidates { get; }

    internal INeuronIndex Index { get; }

    /// <summary>Builds the tables with the hash family, K and L of the model's recipe.</summary>
    /// <param name="model">The model; it must outlive the tables.</param>
    /// <param name="sample">
    /// Points like the queries to come, labels not needed; the first 1,024 are looked at. Labels and queries are hashed relative to their
    /// means, and these points tell the queries' mean. May be empty, at some cost in recall.
    /// </param>
    /// <param name="candidates">Most labels that are scored for a query.</param>
    /// <param name="threads">Workers that build; by default one for each processor. The result does not depend on their number.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="candidates"/> is not positive, or the sample has more features than the model.
    /// </exception>
    public static HashedRetrieval Build(ExtremeClassifier model, Dataset sample, int candidates = DefaultCandidates, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidates);
        model.CheckFeatures(sample);
        INeuronIndex index = Samplers.CreateIndex(model.Recipe, model.Network.Output);
        try
        {
            using WorkerTeam team = new(threads ?? Environment.ProcessorCount);
            using RowMatrix queries = HiddenQueries.Of(model.Network, model.Weighting, sample, SamplePoints);
            QueryMoments moments = queries.Rows == 0 ? default : QueryMoments.Measure(queries, new float[queries.Columns]);
            index.Rebuild(model.Network.Output.Weights, moments, team);
            return new HashedRetrieval(model, index, candidates);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Shape, size and load of the tables.</summary>
    public IndexStatistics Describe() => Index.Describe();

    /// <summary>How many of the exactly best labels of points are among the candidates.</summary>
    /// <param name="queries">Points; labels are not needed.</param>
    /// <param name="topK">How many of the best labels are looked for.</param>
    /// <param name="candidates">Candidates of a query; by default <see cref="Candidates"/>.</param>
    /// <exception cref="ArgumentException">The data has more features than the model, or a number is not positive.</exception>
    public IndexRecall MeasureRecall(Dataset queries, int topK = 5, int? candidates = null)
    {
        model.CheckFeatures(queries);
        using RowMatrix rows = HiddenQueries.Of(model.Network, model.Weighting, queries, queries.Count);
        using ExactIndex exact = new(Index.RowCount, Index.Dimension);
        using WorkerTeam team = new(1);
        exact.Rebuild(model.Network.Output.Weights, default, team);
        return IndexRecall.Measure(exact, Index, rows, Math.Min(topK, Index.RowCount), Math.Min(candidates ?? Candidates, Index.RowCount));
    }

    /// <summary>Frees the tables; further calls do nothing.</summary>
    public void Dispose() => Index.Dispose();

    internal void CheckBelongsTo(ExtremeClassifier other)
    {
        if (!ReferenceEquals(model, other))
            throw new ArgumentException("the hash tables were built for another model");
    }
}
