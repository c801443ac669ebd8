using System.CommandLine;
using System.Globalization;
using Glissade.Cli.Output;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Cli.Options;

/// <summary>Every training option as a flag. Those left out are chosen by the library from the data's shape.</summary>
internal sealed class TrainingOptionSet
{
    private readonly Option<IReadOnlyList<int>?> hidden = OptionFactory.Create<IReadOnlyList<int>?>(
        "--hidden", "N[,N...]", "units of each hidden layer, from the input on", ParseSizes, "sizes such as 128 or 256,128");

    private readonly Option<int?> ensemble = OptionFactory.Number<int>(
        "--ensemble", "N", "networks of --hidden units that are trained one after another and merged into one");

    private readonly Option<bool> sharedItems = OptionFactory.Flag(
        "--shared-items",
        "features and labels are the same items, in training each point is one set of them: parts of it are shown, all of it is asked " +
        "for; wants --mask-input-items when predicting");

    private readonly Option<HiddenActivation?> activation = OptionFactory.Choice(
        "--activation", TrainingChoices.Activation, "what hidden units do with their sums; mixed rectifies half of them");

    private readonly Option<Toggle?> linearPath = OptionFactory.Switch(
        "--linear-path", "whether a sparse linear model from features to labels is trained beside the network and its scores added");

    private readonly Option<float?> linearRate = OptionFactory.Number<float>(
        "--linear-rate", "X", "step size of --linear-path at the start");

    private readonly Option<LossKind?> loss = OptionFactory.Choice("--loss", TrainingChoices.Loss, "what training minimises");
    private readonly Option<SamplerKind?> sampler = OptionFactory.Choice(
        "--sampler", TrainingChoices.Sampler,
        "how active output neurons are chosen besides the true labels: by an index, at random, or all");

    private readonly Option<ActiveSharing?> share = OptionFactory.Choice(
        "--share", TrainingChoices.Sharing, "whether a batch shares its active neurons or each sample has its own, as in SLIDE");

    private readonly Option<IndexKind?> index = OptionFactory.Choice(
        "--index", TrainingChoices.Index,
        "what finds neurons for --sampler lsh: hash tables, a scan of signatures, an inverted file, or a scan of codes");

    private readonly Option<HashKind?> hash = OptionFactory.Choice("--hash", TrainingChoices.Hash, "family of hash functions");
    private readonly Option<HashLoss?> hashLoss = OptionFactory.Choice(
        "--hash-loss", TrainingChoices.HashLoss, "what learned hash functions minimise");

    private readonly Option<int?> learningSteps = OptionFactory.Number<int>(
        "--learning-steps", "N", "gradient steps on learned hash functions at each rebuild of the tables; with 0 they are learned when training ends");

    private readonly Option<int?> hashesPerTable = OptionFactory.Number<int>("--hashes-per-table", "K", "hash functions of a table");
    private readonly Option<int?> tables = OptionFactory.Number<int>("--tables", "L", "hash tables");
    private readonly Option<int?> active = OptionFactory.Number<int>(
        "--active", "N", "output neurons chosen besides the true labels, for a batch or for a sample");

    private readonly Option<double?> hashedShare = OptionFactory.Number<double>(
        "--hashed-share", "X", "the share of these that the index finds, from 0 to 1; the others are drawn at random");

    private readonly Option<int?> remember = OptionFactory.Number<int>(
        "--remember", "N", "hardest wrong neurons remembered for each training point with --sampler lsh, to be active again with it");

    private readonly Option<int?> bucketCapacity = OptionFactory.Number<int>("--bucket-capacity", "N", "most neurons that a bucket keeps");
    private readonly Option<BucketPolicy?> bucketPolicy = OptionFactory.Choice(
        "--bucket-policy", TrainingChoices.Policy, "which neurons a full bucket keeps: a random subset or the newest");

    private readonly Option<CandidateSelection?> selection = OptionFactory.Choice(
        "--selection", TrainingChoices.Selection,
        "which neurons of a query's buckets are candidates while training: those in most tables, whole buckets of random tables, or " +
        "those in at least M tables");

    private readonly Option<int?> minHits = OptionFactory.Number<int>(
        "--min-hits", "M", "tables that must hold a candidate with --selection threshold");

    private readonly Option<Toggle?> fill = OptionFactory.Switch(
        "--fill", "with --share sample, whether random neurons stand in for those that the tables do not find");

    private readonly Option<RehashKind?> rehash = OptionFactory.Choice(
        "--rehash", TrainingChoices.Rehash,
        "what makes tables follow the weights: rebuilds at growing intervals, rebuilds when neurons have turned far enough, or also " +
        "moving the neurons touched between rebuilds");

    private readonly Option<int?> rehashInterval = OptionFactory.Number<int>(
        "--rehash-interval", "N", "batches between checks with --rehash drift, between moves with --rehash touched");

    private readonly Option<double?> driftThreshold = OptionFactory.Number<double>(
        "--drift-threshold", "X", "fraction of changed signature bits that --rehash drift bears");

    private readonly Option<double?> rebuildInterval = OptionFactory.Number<double>(
        "--rebuild-interval", "N0", "batches before the index is first rebuilt");

    private readonly Option<double?> rebuildGrowth = OptionFactory.Number<double>(
        "--rebuild-growth", "LAMBDA", "growth of that interval: the t-th is N0 exp(LAMBDA t) batches");

    private readonly Option<WeightPrecision?> precision = OptionFactory.Choice(
        "--precision", TrainingChoices.Precision,
        "how the wide layers' weights are stored; bf16 halves their memory, bf16-nearest loses small updates and is there to compare");

    private readonly Option<OptimizerKind?> optimizer = OptionFactory.Choice(
        "--optimizer", TrainingChoices.Optimizer, "how weights follow their gradients; those called row- keep little state");

    private readonly Option<float?> learningRate = OptionFactory.Number<float>("--learning-rate", "X", "step size at the start");
    private readonly Option<float?> embeddingRate = OptionFactory.Number<float>(
        "--embedding-rate", "X", "step size of the first layer as a multiple of --learning-rate");

    private readonly Option<LearningRateSchedule?> schedule = OptionFactory.Choice(
        "--schedule", TrainingChoices.Schedule, "how the learning rate changes until the end");

    private readonly Option<int?> batchSize = OptionFactory.Number<int>("--batch-size", "N", "samples of an update");
    private readonly Option<int?> shuffleBuffer = OptionFactory.Number<int>(
        "--shuffle-buffer", "N",
        "points held in memory and shuffled together, from blocks of neighbours drawn at random, while the rest stays in TRAIN if that is " +
        "a cache; 0 holds all [default: 0 up to 2^28 stored features]");

    private readonly Option<int?> epochs = OptionFactory.Number<int>("--epochs", "N", "passes over the training data");
    private readonly Option<float?> inputDropout = OptionFactory.Number<float>(
        "--input-dropout", "X", "probability that an input feature is left out of a step");

    private readonly Option<float?> hiddenDropout = OptionFactory.Number<float>(
        "--hidden-dropout", "X", "probability that a hidden unit is left out of a step");

    private readonly Option<Toggle?> logTermFrequency = OptionFactory.Switch("--log-tf", "whether counts v become 1 + ln v");
    private readonly Option<Toggle?> inverseDocumentFrequency = OptionFactory.Switch(
        "--idf", "whether features are weighted by inverse document frequency");

    private readonly Option<Toggle?> normalize = OptionFactory.Switch("--normalize", "whether points are scaled to length 1");
    private readonly Option<bool> deterministic = OptionFactory.Flag(
        "--deterministic", "update in an order that does not depend on threads, somewhat slower: a seed fixes the model bit for bit");

    private readonly Option<int?> threads = SharedOptions.Threads(
        "worker threads [default: one for each processor]; without --deterministic a seed fixes the model with 1 only");

    private readonly Option<ulong?> seed = OptionFactory.Number<ulong>(
        "--seed", "N", $"fixes every random choice [default: {new TrainingOptions().Seed}]");

    public IEnumerable<Option> All =>
    [
        hidden, ensemble, sharedItems,
        activation, linearPath, linearRate, loss, sampler, share, index, hash, hashLoss, learningSteps, hashesPerTable, tables, active,
        hashedShare, remember, bucketCapacity, bucketPolicy, selection, minHits, fill, rehash, rehashInterval, driftThreshold, rebuildInterval,
        rebuildGrowth, precision,
        optimizer, learningRate, embeddingRate, schedule, batchSize, shuffleBuffer, epochs, inputDropout, hiddenDropout, logTermFrequency, inverseDocumentFrequency, normalize,
        deterministic, threads, seed,
    ];

    public TrainingOptions Read(ParseResult parsed)
    {
        TrainingOptions defaults = new();
        return defaults with
        {
            HiddenSizes = parsed.GetValue(hidden),
            Ensemble = parsed.GetValue(ensemble),
            SharedItems = parsed.GetValue(sharedItems) ? true : null,
            Activation = parsed.GetValue(activation),
            LinearPath = parsed.GetToggle(linearPath),
            LinearRate = parsed.GetValue(linearRate),
            Loss = parsed.GetValue(loss),
            Sampler = parsed.GetValue(sampler),
            Sharing = parsed.GetValue(share),
            Index = parsed.GetValue(index),
            Hash = parsed.GetValue(hash),
            HashesPerTable = parsed.GetValue(hashesPerTable),
            TableCount = parsed.GetValue(tables),
            ActiveNeurons = parsed.GetValue(active),
            HashedShare = parsed.GetValue(hashedShare),
            RememberedNegatives = parsed.GetValue(remember),
            BucketCapacity = parsed.GetValue(bucketCapacity),
            BucketPolicy = parsed.GetValue(bucketPolicy),
            HashLoss = parsed.GetValue(hashLoss),
            LearningSteps = parsed.GetValue(learningSteps),
            Selection = parsed.GetValue(selection),
            MinHits = parsed.GetValue(minHits),
            FillUniformly = parsed.GetToggle(fill),
            Rehash = parsed.GetValue(rehash),
            RehashInterval = parsed.GetValue(rehashInterval),
            DriftThreshold = parsed.GetValue(driftThreshold),
            RebuildInterval = parsed.GetValue(rebuildInterval),
            RebuildGrowth = parsed.GetValue(rebuildGrowth),
            Precision = parsed.GetValue(precision),
            Optimizer = parsed.GetValue(optimizer),
            LearningRate = parsed.GetValue(learningRate),
            EmbeddingRate = parsed.GetValue(embeddingRate),
            Schedule = parsed.GetValue(schedule),
            BatchSize = parsed.GetValue(batchSize),
            ShuffleBuffer = parsed.GetValue(shuffleBuffer),
            Epochs = parsed.GetValue(epochs),
            InputDropout = parsed.GetValue(inputDropout),
            HiddenDropout = parsed.GetValue(hiddenDropout),
            LogTermFrequency = parsed.GetToggle(logTermFrequency),
            InverseDocumentFrequency = parsed.GetToggle(inverseDocumentFrequency),
            NormalizeRows = parsed.GetToggle(normalize),
            Deterministic = parsed.GetValue(deterministic),
            Threads = parsed.GetValue(threads),
            Seed = parsed.GetValue(seed) ?? defaults.Seed,
        };
    }

    /// <summary>The arguments that give a search's result: those given to the search as they were, then those that it drew.</summary>
    public IEnumerable<string> Arguments(ParseResult parsed, TrainingOptions found)
    {
        (Option Option, string? Value)[] drawn =
        [
            (hidden, found.HiddenSizes is { } sizes ? string.Join(',', sizes.Select(size => Lines.Invariant(size))) : null),
            (activation, Name(found.Activation, TrainingChoices.Activation)),
            (linearPath, Name(found.LinearPath is { } path ? (path ? Toggle.True : Toggle.False) : null, Toggles.Names)),
            (loss, Name(found.Loss, TrainingChoices.Loss)),
            (active, Number(found.ActiveNeurons)),
            (learningRate, Number(found.LearningRate)),
            (embeddingRate, Number(found.EmbeddingRate)),
            (batchSize, Number(found.BatchSize)),
            (epochs, Number(found.Epochs)),
            (inputDropout, Number(found.InputDropout)),
            (hiddenDropout, Number(found.HiddenDropout)),
        ];
        Option[] given = [.. All.Where(option => parsed.GetResult(option) is { Implicit: false })];
        return
        [
            .. given.Select(option => string.Join(' ', parsed.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name))),
            .. drawn.Where(part => part.Value is not null && !given.Contains(part.Option)).Select(part => $"{part.Option.Name} {part.Value}"),
        ];
    }

    private static string? Name<T>(T? value, Choices<T> choices)
        where T : struct => value is { } known ? choices.NameOf(known) : null;

    private static string? Number<T>(T? value)
        where T : struct, IFormattable => value is { } known ? Lines.Invariant(known) : null;

    private static int[]? ParseSizes(string text)
    {
        List<int> sizes = [];
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                return null;
            sizes.Add(size);
        }
        return [.. sizes];
    }
}
