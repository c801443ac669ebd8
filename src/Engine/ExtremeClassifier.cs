using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// A network with one hidden layer or more and a very wide output layer, one neuron a label: trained on sparse points with hashed, sampled or
/// all neurons active, queried exactly. Predicting is safe from many threads at once.
/// </summary>
public sealed partial class ExtremeClassifier : IDisposable
{
    private readonly int[] labelFrequencies;

    internal ExtremeClassifier(
        Network network, TrainingRecipe recipe, FeatureWeighting weighting, int[] labelFrequencies, int trainingPoints, IReadOnlyList<string>? labelNames)
    {
        Network = network;
        Recipe = recipe;
        Weighting = weighting;
        this.labelFrequencies = labelFrequencies;
        TrainingPoints = trainingPoints;
        LabelNames = labelNames;
    }

    /// <summary>How the model was trained.</summary>
    public TrainingRecipe Recipe { get; }

    /// <summary>What is done to the values of every query before the network sees them, as was done in training.</summary>
    public FeatureWeighting Weighting { get; }

    /// <summary>Size of the feature space.</summary>
    public int FeatureCount => Network.Embedding.FeatureCount;

    /// <summary>Size of the label space.</summary>
    public int LabelCount => Network.Output.Neurons;

    /// <summary>Weights and biases.</summary>
    public long ParameterCount => Network.ParameterCount;

    /// <summary>Points of the training data.</summary>
    public int TrainingPoints { get; }

    /// <summary>How many training points had each label.</summary>
    public ReadOnlyMemory<int> LabelFrequencies => labelFrequencies;

    /// <summary>Names of the labels by id, if the model carries any.</summary>
    public IReadOnlyList<string>? LabelNames { get; private set; }

    /// <summary>What makes features of texts, if the model was trained on a data set that was read from text.</summary>
    public TextFeatures? TextFeatures { get; internal init; }

    /// <summary>What training took; null for a model that was loaded.</summary>
    public TrainingReport? Training { get; private set; }

    /// <summary>Learned hash functions, if the recipe asked for them and training was not cut short.</summary>
    internal LearnedHash? Hash { get; set; }

    internal Network Network { get; }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="DataFormatException">The file is no model, is damaged, or was written by a newer version.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ExtremeClassifier Load(string path) => ModelFile.Load(path);

    /// <summary>Writes the model to a file, whole or not at all: an older file stays until the new one is complete.</summary>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    public void Save(string path) => ModelFile.Save(this, path);

    /// <summary>Names the labels; the names are saved with the model.</summary>
    /// <exception cref="ArgumentException">There is not one name for each label, or a name contains a line end.</exception>
    public void NameLabels(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count != LabelCount)
            throw new ArgumentException($"the model has {LabelCount} labels, but {names.Count} names were given", nameof(names));
        if (names.Any(name => name.Contains('\n', StringComparison.Ordinal)))
            throw new ArgumentException("label names must not contain line ends", nameof(names));
        LabelNames = names;
    }

    /// <summary>The labels that answer best to one point, exactly: every label is scored.</summary>
    /// <param name="features">The point as the training data would have it, every id below <see cref="FeatureCount"/>.</param>
    /// <param name="topK">How many labels, at most.</param>
    /// <param name="mask">Labels that are left out; by default none is.</param>
    /// <returns>The best first; the lower label first among equals.</returns>
    /// <exception cref="ArgumentException">A feature id is not below the model's number of features, or <paramref name="topK"/> is not positive.</exception>
    public IReadOnlyList<Prediction> Predict(SparseVector features, int topK = 5, LabelMask? mask = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        using ExactScan scan = new(Network, Math.Min(topK, LabelCount), blockQueries: 1);
        List<int> masked = [];
        mask?.Find(features, [], masked);
        scan.Add(Weigh(features), CollectionsMarshal.AsSpan(masked));
        scan.Run();
        return ToPredictions(scan.Top(0));
    }

    /// <summary>The labels that answer best to each point of <paramref name="data"/>.</summary>
    /// <param name="data">Points; their labels are not looked at.</param>
    /// <param name="topK">How many labels for a point, at most.</param>
    /// <param name="threads">Workers; by default one for each processor.</param>
    /// <param name="retrieval">An index that chooses the labels to be scored; by default every label is.</param>
    /// <param name="mask">Labels that are left out for each point; by default none is.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>For each point its predictions, the best first.</returns>
    /// <exception cref="ArgumentException">
    /// The data has more features than the model, <paramref name="topK"/> is not positive, or the index is another model's.
    /// </exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Predict(
        Dataset data, int topK = 5, int? threads = null, HashedRetrieval? retrieval = null, LabelMask? mask = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        CheckFeatures(data);
        IReadOnlyList<Prediction>[] predictions = new IReadOnlyList<Prediction>[data.Count];
        using WorkerTeam team = new(threads ?? Environment.ProcessorCount);
        Ranking.ForEach(
            ScanFactory(topK, retrieval), Weighting, data,
            mask is null ? null : (point, masked) => mask.Find(data.Features(point), [], masked), team,
            (_, point, top) => predictions[point] = ToPredictions(top), cancellation);
        return predictions;
    }

    /// <summary>The score of every label for one point.</summary>
    /// <param name="features">The point as the training data would have it.</param>
    /// <param name="scores">Receives <see cref="LabelCount"/> logits.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> has another length, or a feature id is not below the model's number of features.</exception>
    public void ScoreAll(SparseVector features, Span<float> scores)
    {
        if (scores.Length != LabelCount)
            throw new ArgumentException($"the model has {LabelCount} labels, but there is room for {scores.Length} scores", nameof(scores));
        using ExactScan scan = new(Network, 1, blockQueries: 1);
        scan.Add(Weigh(features), []);
        scan.ScoreAll(scores);
    }

    /// <summary>Measures how well the points of <paramref name="test"/> are ranked.</summary>
    /// <param name="test">Labelled points, within the model's features and labels.</param>
    /// <param name="cutoffs">The k of "at k", ascending; by default 1, 3, 5.</param>
    /// <param name="propensity">Constants of PSP@k; by default the general ones.</param>
    /// <param name="threads">Workers; by default one for each processor.</param>
    /// <param name="retrieval">An index whose ranking is measured; by default the exact ranking is.</param>
    /// <param name="mask">Labels that are left out of each point's ranking; by default none is.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    /// <exception cref="ArgumentException">
    /// The data has more features or labels than the model, or the index is another model's.
    /// </exception>
    public EvaluationReport Evaluate(
        Dataset test, IReadOnlyList<int>? cutoffs = null, PropensityConstants? propensity = null, int? threads = null,
        HashedRetrieval? retrieval = null, LabelMask? mask = null, CancellationToken cancellation = default)
    {
        CheckFeatures(test);
        if (test.LabelCount > LabelCount)
            throw new ArgumentException($"the data has {test.LabelCount} labels, but the model {LabelCount}", nameof(test));
        using WorkerTeam team = new(threads ?? Environment.ProcessorCount);
        double[] weights = Propensity.Inverse(labelFrequencies, TrainingPoints, propensity ?? PropensityConstants.General);
        int[] ks = [.. cutoffs ?? [1, 3, 5]];
        // Points are added in their own order, so that the sums do not depend on which worker was done first.
        RankingMetrics metrics = new(ks, weights);
        int[][] predicted = new int[test.Count][];
        Ranking.ForEach(
            ScanFactory(ks[^1], retrieval), Weighting, test,
            mask is null ? null : (point, masked) => mask.Find(test.Features(point), test.Labels(point), masked), team,
            (_, point, top) => predicted[point] = top.Ids.ToArray(), cancellation);
        for (int point = 0; point < predicted.Length; point++)
            metrics.Add(predicted[point], test.Labels(point));
        return metrics.ToReport() with
        {
            InputItemsMasked = mask is { InputItems: true },
            KnownLabelsFiltered = mask is { FiltersKnown: true },
        };
    }

    /// <summary>Frees the weights and learned hash functions; further calls do nothing.</summary>
    public void Dispose()
    {
        Network.Dispose();
        Hash?.Dispose();
    }

    private static Prediction[] ToPredictions(TopSelection top)
    {
        Prediction[] predictions = new Prediction[top.Count];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = new Prediction(top.Ids[i], top.Scores[i]);
        return predictions;
    }

    private Func<int, ILabelScan> ScanFactory(int topK, HashedRetrieval? retrieval)
    {
        int best = Math.Min(topK, LabelCount);
        if (retrieval is null)
            return block => new ExactScan(Network, best, block);
        retrieval.CheckBelongsTo(this);
        return block => new HashedScan(Network, retrieval.Index, retrieval.Candidates, best, block);
    }

    private SparseVector Weigh(SparseVector features)
    {
        float[] weighted = new float[features.Count];
        Weighting.Apply(features, weighted);
        return new SparseVector(features.Ids, weighted);
    }

    internal void CheckFeatures(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount > FeatureCount)
            throw new ArgumentException($"the data has {data.FeatureCount} features, but the model {FeatureCount}", nameof(data));
    }
}
