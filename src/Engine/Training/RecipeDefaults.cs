using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Chooses what <see cref="TrainingOptions"/> left open from the data's shape. docs/benchmarks/accuracy.md measures them.</summary>
internal static class RecipeDefaults
{
    /// <summary>Below this many points, memorising them is the danger: fewer passes matter less than a gentler step.</summary>
    private const int SmallData = 10_000;

    /// <summary>From this many points on, the data themselves keep short inputs from being memorised.</summary>
    private const int MuchData = 100_000;

    /// <summary>Fewer features than this a point are a name rather than a text.</summary>
    private const double FewFeatures = 4;

    /// <summary>So many samples teach names; beyond, steps become smaller.</summary>
    private const double SamplesOfNames = 1_200_000;

    /// <summary>Fewer features than this a point are a short text.</summary>
    private const double ShortInput = 40;

    /// <summary>Beyond this many stored features, all of them weighted and in memory at once (a gibibyte) is much to ask for.</summary>
    private const long MuchToHold = 1L << 28;

    /// <summary>Stored features of a buffer, then: half a gibibyte, twice.</summary>
    private const double FeaturesOfBuffer = 1 << 26;

    /// <summary>Up to this many labels there is a linear path without asking.</summary>
    private const int LabelsOfAPath = 1 << 16;

    /// <summary>Up to this many labels the exact layer costs about as much as choosing from it.</summary>
    private const int FewLabels = 2048;

    /// <summary>Up to this many labels the exact layer costs about twice as much as choosing from it, and ranks rare labels better.</summary>
    private const int LabelsOfExactLayer = 5_000;

    /// <summary>Up to this many labels training is quick enough that accuracy decides: wide networks, many negatives remembered.</summary>
    private const int ManyLabels = 16_384;

    /// <summary>Up to this many labels several networks take little enough time and memory.</summary>
    private const int LabelsOfEnsemble = 1 << 15;

    /// <summary>Up to this many labels small steps of the first layer get far enough: 20,000 gain by them, 63,000 lose.</summary>
    private const int LabelsOfSmallSteps = 1 << 15;

    /// <summary>Hidden units that accuracy wants where they are affordable.</summary>
    private const int WideHidden = 1024;

    /// <summary>A second and a third network add most.</summary>
    private const int MembersOfEnsemble = 3;

    /// <summary>Fewer points than this are a trial, of which one network tells enough.</summary>
    private const int PointsOfEnsemble = 2_000;

    /// <summary>Up to this many names a few networks are trained in a minute or two.</summary>
    private const int NamesOfEnsemble = 300_000;

    /// <summary>
    /// From this many labels on, rows are so many that the output layer's bytes and the search for hard negatives decide the time: larger batches
    /// share more rows, more of them hard, and tables are few with large buckets, since what they find is remembered.
    /// </summary>
    private const int VeryManyLabels = 1 << 16;

    public static TrainingRecipe Complete(TrainingOptions options, DatasetSummary data)
    {
        if (options.SharedItems == true)
            options = CompleteForSets(options, data);
        ActiveSharing sharing = options.Sharing ?? ActiveSharing.Batch;
        // Points that are the same few names have different labels; what can be learned is how often each comes.
        bool few = data.FeaturesPerPoint.Mean < FewFeatures;
        LossKind loss = options.Loss ?? (few && sharing == ActiveSharing.Batch ? LossKind.SampledSoftmax : LossKind.SquaredHinge);
        bool names = few && options.SharedItems != true && loss == LossKind.SampledSoftmax;
        SamplerKind sampler = options.Sampler ?? SamplerFor(data, probabilities: names);
        IndexKind index = options.Index ?? IndexKind.Tables;
        // Learning takes seconds and changes next to nothing while training; searches that are not told otherwise scan codes, without tables.
        HashKind hash = options.Hash ?? (options.LearningSteps > 0 || options.HashLoss is not null ? HashKind.Learned : HashKind.SimHash);
        bool wide = IsVeryWide(data);
        int batchSize = options.BatchSize ?? (wide ? 128 : 64);
        int tableCount = options.TableCount ?? (wide ? 16 : 50);
        double rebuildInterval = options.RebuildInterval ?? RebuildIntervalFor(data, wide, batchSize, tableCount);
        int shuffleBuffer = options.ShuffleBuffer ?? ShuffleBufferFor(data, batchSize);
        bool small = data.PointCount < SmallData;
        int epochs = options.Epochs ?? (names ? EpochsOfNames(data) : small ? 10 : 8);
        IReadOnlyList<int> hiddenSizes = options.HiddenSizes ?? [HiddenFor(data.LabelCount, small)];
        int ensemble = options.Ensemble ?? EnsembleFor(options, data, sharing, names, shuffleBuffer);
        return new TrainingRecipe
        {
            HiddenSizes = [.. hiddenSizes.Select(size => AllUnits(size, ensemble))],
            Ensemble = ensemble,
            SharedItems = options.SharedItems ?? false,
            Activation = options.Activation ?? HiddenActivation.Relu,
            LinearPath = options.LinearPath ?? (shuffleBuffer == 0 && LinearPathFor(data)),
            LinearRate = options.LinearRate ?? TrainingRecipe.DefaultLinearRate,
            Loss = loss,
            Sampler = sampler,
            Sharing = sharing,
            ActiveNeurons = options.ActiveNeurons ?? (wide ? 1500 : Math.Clamp(data.LabelCount / 8, 64, 1000)),
            HashedShare = options.HashedShare ?? 0.5,
            RememberedNegatives = options.RememberedNegatives ?? (data.LabelCount <= ManyLabels ? 24 : 12),
            Index = index,
            Hash = hash,
            HashesPerTable = options.HashesPerTable ?? HashesFor(hash, data.LabelCount, wide),
            TableCount = tableCount,
            BucketCapacity = options.BucketCapacity ?? 1024,
            BucketPolicy = options.BucketPolicy ?? BucketPolicy.Reservoir,
            HashLoss = options.HashLoss ?? HashLoss.Contrastive,
            LearningSteps = options.LearningSteps ?? 0,
            Selection = options.Selection ?? CandidateSelection.MostFrequent,
            MinHits = options.MinHits ?? Math.Min(TrainingRecipe.DefaultMinHits, tableCount),
            FillUniformly = options.FillUniformly ?? true,
            Rehash = options.Rehash ?? RehashKind.Exponential,
            RehashInterval = options.RehashInterval ?? (int)Math.Clamp(rebuildInterval / 4, 10, 1_000_000),
            DriftThreshold = options.DriftThreshold ?? TrainingRecipe.DefaultDriftThreshold,
            RebuildInterval = rebuildInterval,
            RebuildGrowth = options.RebuildGrowth ?? (wide ? 0 : 0.1),
            Precision = options.Precision ?? (wide ? WeightPrecision.BFloat16 : WeightPrecision.Single),
            Optimizer = options.Optimizer ?? OptimizerKind.RowRms,
            LearningRate = options.LearningRate ?? (names ? RateOfNames(data, epochs) : small ? 2e-3f : 5e-3f),
            EmbeddingRate = options.EmbeddingRate ?? EmbeddingRateFor(data, names || small),
            Schedule = options.Schedule ?? LearningRateSchedule.Linear,
            BatchSize = batchSize,
            ShuffleBuffer = shuffleBuffer,
            Epochs = epochs,
            InputDropout = options.InputDropout ?? InputDropoutFor(data, names, ensemble),
            HiddenDropout = options.HiddenDropout ?? HiddenDropoutFor(hiddenSizes, small),
            LogTermFrequency = options.LogTermFrequency ?? data.ValuesAreCounts,
            InverseDocumentFrequency = options.InverseDocumentFrequency ?? data.ValuesAreCounts,
            NormalizeRows = options.NormalizeRows ?? true,
            EmbeddingDeviation = options.EmbeddingDeviation ?? 0.05f,
            OutputDeviation = options.OutputDeviation ?? 0.01f,
            OutputBias = options.OutputBias ?? BiasFor(loss),
            Deterministic = options.Deterministic,
            Threads = options.Threads ?? Environment.ProcessorCount,
            Seed = options.Seed,
        };
    }

    /// <summary>What points learned as sets of items want otherwise than others do.</summary>
    private static TrainingOptions CompleteForSets(TrainingOptions options, DatasetSummary data) => options with
    {
        // Twice as many units are no better by sets of some tens of items, and learn them by heart.
        HiddenSizes = options.HiddenSizes ?? [256],
        LinearPath = options.LinearPath ?? false,
        // Which items of a set come next cannot be known, only how likely each is.
        Loss = options.Loss ?? (options.Sharing is null or ActiveSharing.Batch ? LossKind.SampledSoftmax : null),
        Sampler = options.Sampler ?? SamplerFor(data, probabilities: true),
        // Many labels a point: rows are shared best by large batches, and large batches bear large steps.
        BatchSize = options.BatchSize ?? 256,
        LearningRate = options.LearningRate ?? 1.5e-2f,
        EmbeddingRate = options.EmbeddingRate ?? TrainingRecipe.DefaultEmbeddingRate,
        Schedule = options.Schedule ?? LearningRateSchedule.Cosine,
        ShuffleBuffer = options.ShuffleBuffer ?? 0,
        // Each pass shows other parts of the sets: half of each, since from more the rest follows too easily, from less hardly.
        Epochs = options.Epochs ?? 12,
        InputDropout = options.InputDropout ?? 0.5f,
        // Beside the items hidden it keeps frequent ones from being learned by heart.
        HiddenDropout = options.HiddenDropout ?? 0.25f,
        InverseDocumentFrequency = options.InverseDocumentFrequency ?? false,
    };

    /// <summary>Units of all networks, where both numbers can be meant; otherwise what the check of the recipe will refuse.</summary>
    private static int AllUnits(int size, int ensemble) => (int)Math.Clamp((long)size * Math.Max(ensemble, 1), int.MinValue, int.MaxValue);

    /// <summary>
    /// Several where training is quick; with wider layers their time and memory count for more than what they add. To names, of which each
    /// is seen a few times, they add more than to texts, and from random neurons they learn quickly. Checkpoints are those of one network, and
    /// a buffer says that time and memory are short.
    /// </summary>
    private static int EnsembleFor(TrainingOptions options, DatasetSummary data, ActiveSharing sharing, bool names, int shuffleBuffer)
    {
        bool few = names ? data.PointCount <= NamesOfEnsemble && !IsVeryWide(data) : data.LabelCount <= LabelsOfEnsemble;
        bool quick = few && sharing == ActiveSharing.Batch && shuffleBuffer == 0;
        bool mergeable = options.HiddenSizes is null or { Count: 1 } && options.Activation != HiddenActivation.Mixed && options.Checkpoints is null;
        return quick && mergeable && data.PointCount >= PointsOfEnsemble ? MembersOfEnsemble : 1;
    }

    /// <summary>
    /// How likely each label is, is told by random neurons, corrected for their chance, as well as by hard ones, which cost time to find.
    /// </summary>
    private static SamplerKind SamplerFor(DatasetSummary data, bool probabilities)
    {
        if (data.LabelCount <= (probabilities ? FewLabels : LabelsOfExactLayer))
            return SamplerKind.Full;
        return probabilities ? SamplerKind.Uniform : SamplerKind.Lsh;
    }

    /// <summary>Whether the output layer's memory has to be spared.</summary>
    public static bool IsVeryWide(DatasetSummary data) => data.LabelCount > VeryManyLabels;

    /// <summary>
    /// Whether a linear path can be tried: of long texts it takes many times the network's time, of very many labels too much memory.
    /// </summary>
    public static bool CanAffordLinearPath(DatasetSummary data) =>
        data.LabelCount <= LabelsOfAPath && data.FeaturesPerPoint.Mean < ShortInput;

    /// <summary>
    /// Of one or two features the embedding holds as much, and a path beside it learns by heart what occurred. Of long texts words meet so many
    /// labels that the path takes many times the network's time and gains little; with very many labels it would take too much memory, as would finding the pairs of data too large to hold.
    /// </summary>
    private static bool LinearPathFor(DatasetSummary data) =>
        data.LabelCount > FewLabels && data.FeaturesPerPoint.Mean >= FewFeatures && CanAffordLinearPath(data);

    private static int ShuffleBufferFor(DatasetSummary data, int batchSize) =>
        data.FeatureEntryCount > MuchToHold ? Math.Max(batchSize, (int)(FeaturesOfBuffer / data.FeaturesPerPoint.Mean)) : 0;

    /// <summary>Names are seen a few times each: some passes more teach them, many more make the rare ones be learned by heart.</summary>
    private static int EpochsOfNames(DatasetSummary data) => (int)Math.Clamp(SamplesOfNames / Math.Max(data.PointCount, 1), 4, 12);

    /// <summary>An embedding that is seen so rarely has to go its way in few and large steps; the more there are, the smaller.</summary>
    private static float RateOfNames(DatasetSummary data, int epochs) =>
        2e-2f * (float)Math.Min(1, SamplesOfNames / Math.Max((double)data.PointCount * epochs, 1));

    /// <summary>
    /// A few words say the whole of a short text: only by leaving some out does the network learn from the others. Of networks whose scores
    /// are averaged each may learn more by heart.
    /// </summary>
    private static float InputDropoutFor(DatasetSummary data, bool names, int ensemble)
    {
        if (names)
            return 0;
        if (data.PointCount < SmallData)
            return 0.3f;
        bool shortInputs = data.FeaturesPerPoint.Mean < ShortInput;
        if (shortInputs && data.PointCount < MuchData)
            return 0.4f;
        return ensemble > 1 ? 0.1f : 0.2f;
    }

    /// <summary>
    /// A fifth is more accurate where labels are learned from many points each, and keeps units alive where most points share features, however
    /// late updates arrive. With many labels there are too few steps for each to take them so small, with little data too few in all.
    /// </summary>
    private static float EmbeddingRateFor(DatasetSummary data, bool fewSteps) =>
        fewSteps || data.LabelCount > LabelsOfSmallSteps ? TrainingRecipe.DefaultEmbeddingRate : 0.2f;

    /// <summary>
    /// As wide as helps accuracy, narrower the more rows the output layer has, for its time's and memory's sake. Little data gain by width, as
    /// long as many units are dropped.
    /// </summary>
    private static int HiddenFor(int labels, bool small) => labels switch
    {
        <= FewLabels => small ? WideHidden : 512,
        <= ManyLabels => WideHidden,
        <= VeryManyLabels => 512,
        _ => 256,
    };

    /// <summary>Little data are learned by heart by units that rely on each other; of a wide layer many can be missed.</summary>
    private static float HiddenDropoutFor(IReadOnlyList<int> hiddenSizes, bool small) =>
        !small ? 0 : hiddenSizes.All(size => size >= WideHidden) ? 0.4f : 0.2f;

    /// <summary>
    /// Twice an epoch, but a rebuild takes as long as some L N / 80,000 batches of 64, so with many labels more rarely: it shall stay about a tenth
    /// of the time (docs/benchmarks/schedules.md). With very many labels every other epoch: random neurons serve the first two as well, and what
    /// is remembered serves from then on.
    /// </summary>
    private static double RebuildIntervalFor(DatasetSummary data, bool wide, int batchSize, int tableCount)
    {
        double epochs = wide ? 2 : 0.5;
        double affordable = data.LabelCount * (double)tableCount * 64 / (8_000.0 * Math.Max(batchSize, 1));
        return Math.Max(50, Math.Max(epochs * data.PointCount / Math.Max(batchSize, 1), affordable));
    }

    /// <summary>One against all, nearly every label is negative for nearly every point, and the bias begins there.</summary>
    private static float BiasFor(LossKind loss) => loss switch
    {
        LossKind.SquaredHinge => -1,
        LossKind.Logistic => -5,
        _ => 0,
    };

    /// <summary>
    /// Buckets of about 64 rows by SimHash, 320 where tables are few, 8 to 64 by families whose codes of three bits are not spread evenly: with fewer, tables miss
    /// neighbours; with more, counting candidates costs more than it tells. The cross-polytope's six bits tell so much that one code a
    /// table finds most, as long as its buckets do not overflow.
    /// </summary>
    private static int HashesFor(HashKind hash, int labels, bool wide)
    {
        double rowsOfABucket = hash is HashKind.SimHash or HashKind.Learned or HashKind.CrossPolytope ? (wide ? 320 : 64) : 8;
        int bits = Math.Clamp((int)Math.Round(Math.Log2(Math.Max(labels, 2) / rowsOfABucket)), 4, 13);
        return hash switch
        {
            HashKind.SimHash or HashKind.Learned => bits,
            HashKind.CrossPolytope => Math.Max(1, (bits + 1) / 6),
            _ => Math.Max(1, bits / 3),
        };
    }
}
