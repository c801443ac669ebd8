using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// A network with one hidden layer or more and a very wide output layer, one neuron a label: trained on sparse points with hashed, sampled or
/// all neurons active, queried exactly.
/// </summary>
/// <remarks>
/// Whatever asks the model (<c>Predict</c>, <c>Score</c>, <see cref="Evaluate"/>, <see cref="Save"/>) may be called from many threads
/// at once; <see cref="NameLabels"/> and <see cref="Dispose"/> only while no other call is under way.
/// </remarks>
public sealed partial class ExtremeClassifier : IDisposable
{
    private readonly int[] labelFrequencies;
    private readonly ScanPool<PointScan> scans;

    internal ExtremeClassifier(
        Network network, TrainingRecipe recipe, FeatureWeighting weighting, int[] labelFrequencies, int trainingPoints, IReadOnlyList<string>? labelNames)
    {
        Network = network;
        Recipe = recipe;
        Weighting = weighting;
        this.labelFrequencies = labelFrequencies;
        TrainingPoints = trainingPoints;
        LabelNames = labelNames;
        scans = new ScanPool<PointScan>(() => new PointScan(network, weighting));
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

    /// <summary>Codes of the labels, if the model has enough of them and its training has ended.</summary>
    internal LabelCodes? Codes { get; set; }

    internal Network Network { get; }

    /// <summary>The file in which the weights lie; null if they are in memory of their own.</summary>
    internal MappedWeights? Mapped { get; set; }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="DataFormatException">The file is no model, is damaged, or was written by a newer version.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ExtremeClassifier Load(string path) => ModelFile.Load(path);

    /// <summary>
    /// Opens a model file to answer from: the wide layers' weights are not copied but read where they are in the file, whose pages the
    /// system keeps and processes share. Ready at once however large the model is; answers are those of <see cref="Load"/>, bit for bit.
    /// </summary>
    /// <param name="path">The file. It must not be changed in place as long as the model is used; to replace it by another, as
    /// <see cref="Save"/> does, is safe (on Windows it is refused).</param>
    /// <remarks>
    /// Everything but the mapped weights is checked. <see cref="Verify"/> checks those too. Layers whose units are no multiple of 16
    /// are copied and checked at once. An index cannot be built over such a model, but for the codes that it may have
    /// (<see cref="HasCodes"/>); <see cref="Load"/> one for others.
    /// </remarks>
    /// <exception cref="DataFormatException">The file is no model, is damaged, or was written by a newer version.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ExtremeClassifier Open(string path) => ModelFile.Open(path);

    /// <summary>Whether the weights stay in the model's file: <see cref="Open"/> made this.</summary>
    public bool IsMapped => Mapped is not null;

    /// <summary>
    /// Whether the model has codes of its labels, by which it is searched without building an index first (<see cref="HashedRetrieval"/>):
    /// training ends with making them if there are 16,384 labels or more, and they are saved with the model.
    /// </summary>
    public bool HasCodes => Codes is not null;

    /// <summary>
    /// Compares the checksums of weights that were not read yet when the model was opened. Takes as long as reading the file once; may run
    /// beside questions. A model that was trained or loaded has nothing to compare.
    /// </summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Verify(CancellationToken cancellation = default) => Mapped?.Verify(cancellation);

    /// <summary>Writes the model to a file, whole or not at all: an older file stays until the new one is complete.</summary>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    public void Save(string path) => ModelFile.Save(this, path);

    /// <summary>
    /// Writes the exact network in the ONNX format (opset 17), whole or not at all: points as the training data would have them go in,
    /// every label's logit comes out as <c>scores</c> [points, labels]. Feature weighting is part of it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="input">How points go in.</param>
    /// <exception cref="ArgumentException">
    /// The file would have 2 GiB or more, which the format does not allow, there is no such form, or the model has a linear path
    /// (<see cref="TrainingRecipe.LinearPath"/>), for which ONNX has no operator.
    /// </exception>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    public void ExportOnnx(string path, OnnxInput input = OnnxInput.Sparse) => OnnxExport.Save(this, path, input);

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
            (_, point, top) => predicted[point] = top.Ids.ToArray(), progress: null, cancellation);
        for (int point = 0; point < predicted.Length; point++)
            metrics.Add(predicted[point], test.Labels(point));
        return metrics.ToReport() with
        {
            InputItemsMasked = mask is { InputItems: true },
            KnownLabelsFiltered = mask is { FiltersKnown: true },
        };
    }

    /// <summary>Frees the weights, learned hash functions and codes, closes the file that was mapped; further calls do nothing.</summary>
    public void Dispose()
    {
        scans.Dispose();
        Network.Dispose();
        Hash?.Dispose();
        Codes?.Dispose();
        Mapped?.Dispose();
    }

    private Func<int, ILabelScan> ScanFactory(int topK, HashedRetrieval? retrieval)
    {
        int best = Math.Min(topK, LabelCount);
        retrieval?.CheckBelongsTo(this);
        if (retrieval is null || retrieval.ScoresEveryLabel)
            return block => new ExactScan(Network, best, block);
        return block => new HashedScan(Network, retrieval.Index, retrieval.Candidates, best, block);
    }

    internal void CheckFeatures(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount > FeatureCount)
            throw new ArgumentException($"the data has {data.FeatureCount} features, but the model {FeatureCount}", nameof(data));
    }
}
