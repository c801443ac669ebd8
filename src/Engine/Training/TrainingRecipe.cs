using System.Text.Json.Serialization;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Everything that decides a training run, nothing left open: <see cref="TrainingOptions"/> with every default chosen. Stored in the model.</summary>
public sealed record TrainingRecipe
{
    internal const float DefaultLinearRate = 0.2f;

    internal const float DefaultEmbeddingRate = 1;

    private const ulong MemberKey = 5;

    internal const int DefaultMinHits = 2;

    internal const int DefaultRehashInterval = 50;
    internal const double DefaultDriftThreshold = 0.1;

    /// <summary>Units of each hidden layer, from the input on; of an <see cref="Ensemble"/> those of all its networks together.</summary>
    public required IReadOnlyList<int> HiddenSizes { get; init; }

    /// <summary>
    /// Networks of different seeds, trained one after another and merged into one that scores as they do on average; each has its equal part
    /// of the units of the only hidden layer. Models written before there was a choice are 1.
    /// </summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>
    /// Whether feature ids and label ids name the same items. Each point is then taken for one set, its features and its labels together:
    /// a part of it, what <see cref="InputDropout"/> leaves, is the input of a step, and all of it what the step asks for. Models written
    /// before there was a choice are of data where they do not.
    /// </summary>
    public bool SharedItems { get; init; }

    /// <summary>What hidden units do with their sums.</summary>
    public required HiddenActivation Activation { get; init; }

    /// <summary>
    /// Whether a sparse linear model of the pairs of features and labels that occur is trained beside the network, and its scores added. Models
    /// written before there was a choice have none.
    /// </summary>
    public bool LinearPath { get; init; }

    /// <summary>Learning rate of the linear path's Adagrad at the start; it changes as <see cref="LearningRate"/> does.</summary>
    public float LinearRate { get; init; } = DefaultLinearRate;

    /// <summary>The loss.</summary>
    public required LossKind Loss { get; init; }

    /// <summary>How active neurons are chosen.</summary>
    public required SamplerKind Sampler { get; init; }

    /// <summary>For whom they are chosen.</summary>
    public required ActiveSharing Sharing { get; init; }

    /// <summary>Neurons chosen besides the true labels, for a batch or for a sample.</summary>
    public required int ActiveNeurons { get; init; }

    /// <summary>Of these, the share that the index finds; the others are uniform.</summary>
    public required double HashedShare { get; init; }

    /// <summary>
    /// Wrong neurons with the largest logits that the lsh sampler remembers for each training point from the batch it was in, and takes up again
    /// with it (<see cref="ActiveSharing.Batch"/>); 4 bytes each. Models written before there was a choice remember none.
    /// </summary>
    public int RememberedNegatives { get; init; }

    /// <summary>What finds them. Models written before there was a choice have hash tables.</summary>
    public IndexKind Index { get; init; } = IndexKind.Tables;

    /// <summary>Hash family.</summary>
    public required HashKind Hash { get; init; }

    /// <summary>Hash functions of a table (K).</summary>
    public required int HashesPerTable { get; init; }

    /// <summary>Tables (L).</summary>
    public required int TableCount { get; init; }

    /// <summary>Most ids that a bucket keeps.</summary>
    public required int BucketCapacity { get; init; }

    /// <summary>Which neurons a full bucket keeps.</summary>
    public BucketPolicy BucketPolicy { get; init; }

    /// <summary>
    /// Which neurons of a query's buckets are its candidates while training. <see cref="HashedRetrieval"/> always takes the most frequent.
    /// </summary>
    public CandidateSelection Selection { get; init; }

    /// <summary>What learned hash functions minimise.</summary>
    public HashLoss HashLoss { get; init; }

    /// <summary>
    /// Gradient steps on learned hash functions at each rebuild. With none they are learned after the last epoch only, by 400 steps; otherwise 200
    /// follow it.
    /// </summary>
    public int LearningSteps { get; init; }

    /// <summary>Tables in which a candidate must be found under <see cref="CandidateSelection.HardThreshold"/> (m).</summary>
    public int MinHits { get; init; } = DefaultMinHits;

    /// <summary>
    /// Whether a sample with neurons of its own for which the tables find too few gets uniform ones in their place
    /// (<see cref="ActiveSharing.Sample"/>).
    /// </summary>
    public bool FillUniformly { get; init; } = true;

    /// <summary>What makes the tables follow the weights.</summary>
    public RehashKind Rehash { get; init; }

    /// <summary>
    /// Batches between checks under <see cref="RehashKind.Drift"/> and between refreshes under <see cref="RehashKind.Touched"/>.
    /// </summary>
    public int RehashInterval { get; init; } = DefaultRehashInterval;

    /// <summary>The fraction of changed signature bits beyond which <see cref="RehashKind.Drift"/> rebuilds.</summary>
    public double DriftThreshold { get; init; } = DefaultDriftThreshold;

    /// <summary>Batches before the first rebuild of the tables (N0).</summary>
    public required double RebuildInterval { get; init; }

    /// <summary>Growth of the interval (lambda): the t-th is N0 e^(lambda t).</summary>
    public required double RebuildGrowth { get; init; }

    /// <summary>
    /// How the weights of the two wide layers, embedding and output, are stored. Models written before there was a choice are in single precision.
    /// </summary>
    public WeightPrecision Precision { get; init; } = WeightPrecision.Single;

    /// <summary>The optimizer of every layer.</summary>
    public required OptimizerKind Optimizer { get; init; }

    /// <summary>Learning rate at the start.</summary>
    public required float LearningRate { get; init; }

    /// <summary>
    /// Step size of the first layer as a multiple of <see cref="LearningRate"/>. A unit's sum moves by the steps of all features of a point
    /// together, so what suits the other layers is much for a long text. Models written before there was a choice are 1.
    /// </summary>
    public float EmbeddingRate { get; init; } = DefaultEmbeddingRate;

    /// <summary>How it changes.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>Samples of an update.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Points that are shuffled together: read into a buffer from blocks of neighbours that are drawn at random, while the buffer before is
    /// trained; the points themselves stay where they are, in the file of a cache for instance. 0: all of them, which is what models
    /// written before there was a choice say.
    /// </summary>
    public int ShuffleBuffer { get; init; }

    /// <summary>Passes over the training data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Probability that an input feature is left out of a step.</summary>
    public required float InputDropout { get; init; }

    /// <summary>Probability that a hidden unit is left out of a step.</summary>
    public required float HiddenDropout { get; init; }

    /// <summary>Whether term counts v become 1 + ln v.</summary>
    public required bool LogTermFrequency { get; init; }

    /// <summary>Whether features are weighted by inverse document frequency.</summary>
    public required bool InverseDocumentFrequency { get; init; }

    /// <summary>Whether each point's features are scaled to unit length.</summary>
    public required bool NormalizeRows { get; init; }

    /// <summary>Deviation of the embedding's initial weights.</summary>
    public required float EmbeddingDeviation { get; init; }

    /// <summary>Deviation of the output layer's initial weights.</summary>
    public required float OutputDeviation { get; init; }

    /// <summary>Initial bias of every output neuron.</summary>
    public required float OutputBias { get; init; }

    /// <summary>
    /// Whether the result is not to depend on the number of threads: batches are derived in rounds of four from the same weights, and their
    /// updates applied in order. Otherwise (default) workers update as they come (HOGWILD, Niu et al. 2011).
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>Workers. The file of a <see cref="Deterministic"/> model says 1 whatever they were, as they make no difference to it.</summary>
    public required int Threads { get; init; }

    /// <summary>Fixes every random choice; with one thread or <see cref="Deterministic"/> also the result, bit for bit.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether this trains one of several networks, which are to be merged.</summary>
    [JsonIgnore]
    internal bool IsMember { get; private init; }

    /// <summary>
    /// The recipe of one of the <see cref="Ensemble"/>'s networks, from 0; the first has the seed itself, and the linear path: linear models
    /// of different seeds hardly differ, so one serves all.
    /// </summary>
    internal TrainingRecipe Member(int number) => this with
    {
        HiddenSizes = [HiddenSizes[0] / Ensemble],
        LinearPath = LinearPath && number == 0,
        Ensemble = 1,
        Seed = number == 0 ? Seed : new RandomStream(Seed, MemberKey, (ulong)number).NextUInt64(),
        IsMember = true,
    };
}
