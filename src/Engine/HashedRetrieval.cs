using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// An index over a model's labels, a scan of codes or another (<see cref="IndexKind"/>): queries are then answered by scoring a limited
/// number of candidates instead of every label. Faster for very many labels, and not exact: <see cref="MeasureRecall"/> tells how much is
/// found.
/// </summary>
/// <remarks>
/// The index follows from the model's weights, recipe and seed, and from the sample's mean or, if there are any, learned hash functions.
/// Many threads may search.
/// </remarks>
public sealed class HashedRetrieval : IDisposable
{
    /// <summary>Candidates scored for a query unless told otherwise.</summary>
    public const int DefaultCandidates = 1000;

    private const int SamplePoints = 1024;

    private readonly ExtremeClassifier model;

    private HashedRetrieval(ExtremeClassifier model, IndexKind kind, INeuronIndex index, int candidates, bool isStored)
    {
        this.model = model;
        Kind = kind;
        IsStored = isStored;
        Index = index;
        Candidates = candidates;
        Scans = new ScanPool<HashedPointScan>(() =>
            new HashedPointScan(new HashedScan(model.Network, index, candidates, topK: 1, blockQueries: 1), model.Weighting));
    }

    /// <summary>What finds the candidates.</summary>
    public IndexKind Kind { get; }

    /// <summary>Whether the index is the model's own codes (<see cref="ExtremeClassifier.HasCodes"/>): nothing had to be built.</summary>
    public bool IsStored { get; }

    /// <summary>
    /// Most labels that are scored for a query; with a linear path as many again. As many as the model has labels, or more, make the
    /// search exact, bit for bit.
    /// </summary>
    public int Candidates { get; }

    internal INeuronIndex Index { get; }

    /// <summary>Whether there is nothing to choose.</summary>
    internal bool ScoresEveryLabel => Candidates >= model.LabelCount;

    internal ScanPool<HashedPointScan> Scans { get; }

    /// <summary>
    /// Builds the index; hash tables with the hash family, K and L of the model's recipe. A scan of codes takes those of the model if it
    /// has them (<see cref="ExtremeClassifier.HasCodes"/>), which know the queries' mean.
    /// </summary>
    /// <param name="model">The model; it must outlive the index.</param>
    /// <param name="sample">
    /// Points like the queries to come, labels not needed; the first 1,024 are looked at. Labels and queries are seen relative to their
    /// means, and these points tell the queries' mean. May be empty, at some cost in recall. A model with learned hash functions knows the
    /// mean itself.
    /// </param>
    /// <param name="candidates">Most labels that are scored for a query.</param>
    /// <param name="threads">Workers that build; by default one for each processor. The result does not depend on their number.</param>
    /// <param name="index">What finds the candidates; by default <see cref="IndexKind.Codes"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="candidates"/> is not positive, the sample has more features than the model, there is no such index, or the model was
    /// opened (<see cref="ExtremeClassifier.Open"/>) and not loaded, and does not have what is asked for.
    /// </exception>
    public static HashedRetrieval Build(
        ExtremeClassifier model, Dataset sample, int candidates = DefaultCandidates, int? threads = null, IndexKind? index = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidates);
        model.CheckFeatures(sample);
        IndexKind kind = index ?? IndexKind.Codes;
        if (kind == IndexKind.Codes && model.Codes is { } stored)
            return new HashedRetrieval(model, kind, stored.Index, candidates, isStored: true);
        if (model.IsMapped)
        {
            throw new ArgumentException(
                "an index needs a model in memory, but this one was opened where it lies in its file, without codes to search by; load it",
                nameof(model));
        }
        using WorkerTeam team = new(threads ?? Environment.ProcessorCount);
        int[] points = [.. Enumerable.Range(0, Math.Min(SamplePoints, sample.Count))];
        return new HashedRetrieval(model, kind, LabelIndexes.Build(kind, model, sample, points, team), candidates, isStored: false);
    }

    /// <summary>Shape, size and load of the index.</summary>
    public IndexStatistics Describe() => Index.Describe();

    /// <summary>How many of the exactly best labels of points are among the candidates.</summary>
    /// <param name="queries">Points; labels are not needed.</param>
    /// <param name="topK">How many of the best labels are looked for.</param>
    /// <param name="candidates">Candidates of a query; by default <see cref="Candidates"/>.</param>
    /// <exception cref="ArgumentException">The data has more features than the model, or a number is not positive.</exception>
    /// <exception cref="InvalidOperationException">The model was opened (<see cref="ExtremeClassifier.Open"/>) and not loaded.</exception>
    public IndexRecall MeasureRecall(Dataset queries, int topK = 5, int? candidates = null)
    {
        if (model.IsMapped)
            throw new InvalidOperationException("recall is measured over a model in memory, but this one was opened in its file; load it");
        model.CheckFeatures(queries);
        using RowMatrix rows = HiddenQueries.Of(model.Network, model.Weighting, queries, queries.Count);
        using ExactIndex exact = new(Index.RowCount, Index.Dimension);
        using WorkerTeam team = new(1);
        exact.Rebuild(model.Network.Output.Weights, default, team);
        return IndexRecall.Measure(exact, Index, rows, Math.Min(topK, Index.RowCount), Math.Min(candidates ?? Candidates, Index.RowCount));
    }

    /// <summary>How many of the true labels of points are among the candidates, whatever their scores.</summary>
    /// <param name="queries">Labelled points.</param>
    /// <param name="candidates">Candidates of a query; by default <see cref="Candidates"/>.</param>
    /// <exception cref="ArgumentException">The data has more features or labels than the model, or a number is not positive.</exception>
    public IndexRecall MeasureLabelRecall(Dataset queries, int? candidates = null)
    {
        model.CheckFeatures(queries);
        if (queries.LabelCount > model.LabelCount)
            throw new ArgumentException($"the data has {queries.LabelCount} labels, but the model {model.LabelCount}", nameof(queries));
        using RowMatrix rows = HiddenQueries.Of(model.Network, model.Weighting, queries, queries.Count);
        int[][] labels = [.. Enumerable.Range(0, queries.Count).Select(point => queries.Labels(point).ToArray())];
        return IndexRecall.Measure(Index, rows, labels, Math.Min(candidates ?? Candidates, Index.RowCount));
    }

    /// <summary>Frees the index, unless it is the model's; further calls do nothing.</summary>
    public void Dispose()
    {
        Scans.Dispose();
        if (!IsStored)
            Index.Dispose();
    }

    internal void CheckBelongsTo(ExtremeClassifier other)
    {
        if (!ReferenceEquals(model, other))
            throw new ArgumentException("the index was built for another model");
    }
}
