using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

public sealed partial class ExtremeClassifier
{
    /// <summary>Trains a model.</summary>
    /// <param name="train">Labelled points. Those without labels are left out.</param>
    /// <param name="options">What the run shall be like; everything left open is chosen from the data's shape.</param>
    /// <param name="progress">Told several times a second, on a worker's thread, and at the end of each epoch.</param>
    /// <param name="validation">Points whose exact P@1 is measured after each epoch, outside of the training time.</param>
    /// <param name="mask">
    /// Labels that are left out of the ranking of validation points; by default none is. Training does not look at it.
    /// </param>
    /// <param name="cancellation">Ends training after the batches under way; the model trained so far is returned.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, no point has a label, or the validation data does not fit the training data.
    /// </exception>
    /// <exception cref="DataFormatException">The checkpoint to resume from was damaged meanwhile.</exception>
    /// <exception cref="IOException">The checkpoints' folder cannot be used, or the last one at a cancellation cannot be
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The checkpoints' folder may not be written.</exception>
    /// <exception cref="TrainingDivergedException">The loss was not finite: names epoch and batch.</exception>
    public static ExtremeClassifier Train(
        Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Dataset? validation = null,
        LabelMask? mask = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        CheckTrainable(train, validation);
        options ??= new TrainingOptions();
        Checkpoint? resumed = options.Checkpoints?.Resume;
        DataIdentity? identity = options.Checkpoints is null ? null : DataIdentity.Of(train);
        TrainingRecipe recipe = resumed is null ? options.Resolve(DatasetSummary.Of(train)) : Resumption.Check(resumed, options, identity!);
        return TrainBy(train, recipe, options, identity, progress, validation, mask, cancellation).WithCodes(train);
    }

    /// <summary>Trains a model by a recipe that leaves nothing open.</summary>
    internal static ExtremeClassifier TrainBy(
        Dataset train, TrainingRecipe recipe, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        TrainBy(train, recipe, new TrainingOptions(), null, progress, null, null, cancellation);

    private static ExtremeClassifier TrainBy(
        Dataset train, TrainingRecipe recipe, TrainingOptions options, DataIdentity? identity, IProgress<TrainingProgress>? progress,
        Dataset? validation, LabelMask? mask, CancellationToken cancellation)
    {
        int[] frequencies = Propensity.LabelFrequencies(train);
        Dataset points = PointsFor(recipe, train);
        return recipe.Ensemble > 1
            ? TrainEnsemble(points, frequencies, recipe, progress, validation, mask, cancellation)
            : Create(points, frequencies, recipe, initialize: options.Checkpoints?.Resume is null)
                .Trained(points, options, identity, null, progress, validation, mask, cancellation);
    }

    /// <exception cref="ArgumentException">No label can be learned, or the validation data do not fit.</exception>
    internal static void CheckTrainable(Dataset train, Dataset? validation)
    {
        if (train.LabelCount == 0)
            throw new ArgumentException("the training data has no labels", nameof(train));
        CheckValidation(train.FeatureCount, train.LabelCount, validation, "the training data");
    }

    /// <summary>The points as a recipe wants to learn from them: as they were read, or as sets of items.</summary>
    private static Dataset PointsFor(TrainingRecipe recipe, Dataset read) => recipe.SharedItems ? ItemSets.Of(read) : read;

    private static ExtremeClassifier Create(Dataset train, int[] frequencies, TrainingRecipe recipe, bool initialize) =>
        Create(train, frequencies, recipe, CreateNetwork(train, recipe, initialize));

    /// <summary>A model around a network, which becomes its own.</summary>
    private static ExtremeClassifier Create(Dataset train, int[] frequencies, TrainingRecipe recipe, Network network) =>
        Create(
            train, recipe, network,
            FeatureWeighting.Fit(train, recipe.LogTermFrequency, recipe.InverseDocumentFrequency, recipe.NormalizeRows), frequencies);

    /// <param name="train">The points to learn from.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="network">Becomes the model's own.</param>
    /// <param name="weighting">The recipe's, fitted to the points.</param>
    /// <param name="frequencies">How many points, as they were read, have each label.</param>
    private static ExtremeClassifier Create(
        Dataset train, TrainingRecipe recipe, Network network, FeatureWeighting weighting, int[] frequencies) =>
        new(network, recipe, weighting, frequencies, train.Count, train.LabelNames) { TextFeatures = train.TextFeatures };

    /// <summary>The recipe's network of first weights, or of zeros.</summary>
    private static Network CreateNetwork(Dataset train, TrainingRecipe recipe, bool initialize)
    {
        Network network = new(train.FeatureCount, recipe.HiddenSizes, train.LabelCount, recipe.Activation, recipe.Precision);
        if (initialize)
            network.Initialize(recipe);
        if (recipe.LinearPath)
            network.Linear = LinearPairs.Create(train, recipe.OutputBias);
        return network;
    }

    /// <summary>This model with codes of its labels, if there are enough of them; disposed if that fails.</summary>
    /// <param name="train">What it was trained on, unweighted: the queries to come are taken to be like these.</param>
    private ExtremeClassifier WithCodes(Dataset train)
    {
        if (LabelCount < LabelCodes.FewestLabels)
            return this;
        try
        {
            using WorkerTeam team = new(Recipe.Threads);
            Codes = LabelCodes.Make(this, train, team);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static void CheckValidation(int features, int labels, Dataset? validation, string whose)
    {
        if (validation is not null && (validation.FeatureCount > features || validation.LabelCount > labels))
        {
            throw new ArgumentException(
                $"the validation data has {validation.FeatureCount} features and {validation.LabelCount} labels, " +
                $"but {whose} {features} and {labels}",
                nameof(validation));
        }
    }

    /// <summary>This model, trained; disposed if that fails.</summary>
    /// <param name="train">The points to learn from, unweighted.</param>
    /// <param name="options">What has not gone into the recipe: checkpoints.</param>
    /// <param name="identity">What checkpoints say of the data.</param>
    /// <param name="prepare">Sets the optimizers' state of a run that does not resume.</param>
    /// <param name="progress">Told.</param>
    /// <param name="validation">Evaluated after each epoch.</param>
    /// <param name="mask">Labels that are left out then.</param>
    /// <param name="cancellation">Ends the run.</param>
    private ExtremeClassifier Trained(
        Dataset train, TrainingOptions options, DataIdentity? identity, Action<NetworkOptimizers>? prepare,
        IProgress<TrainingProgress>? progress, Dataset? validation, LabelMask? mask, CancellationToken cancellation)
    {
        try
        {
            using CheckpointKeeper? checkpoints = options.Checkpoints is { } wanted
                ? new CheckpointKeeper(wanted, CheckpointFolder.Take(wanted), this, identity!)
                : null;
            using WorkerTeam team = new(Recipe.Threads);
            using Trainer trainer = new(Network, PointsOf(train), Recipe, CorrectionFor(train), team) { Checkpoints = checkpoints };
            if (options.Checkpoints?.Resume is { } resumed)
                CheckpointFile.Restore(resumed, Network, trainer);
            else
                prepare?.Invoke(trainer.Optimizers);
            Training = RunEpochs(trainer, options.Checkpoints?.Resume, progress, validation, mask, cancellation);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Of sets of items all items are labels, so that those are to be counted rather than the labels read.</summary>
    private SamplingCorrection? CorrectionFor(Dataset train) => (Recipe.Loss, Recipe.SharedItems) switch
    {
        (not LossKind.SampledSoftmax, _) => null,
        (_, true) => new SamplingCorrection(Propensity.LabelFrequencies(train), train.Count, Recipe.BatchSize),
        _ => new SamplingCorrection(labelFrequencies, TrainingPoints, Recipe.BatchSize),
    };

    private IEpochPoints PointsOf(Dataset train) => Recipe.ShuffleBuffer > 0
        ? new BlockShuffle(train, Weighting, Recipe.ShuffleBuffer, Recipe.BatchSize)
        : new EpochOrder(Weighting.Apply(train));

    private TrainingReport RunEpochs(
        Trainer trainer, Checkpoint? resumed, IProgress<TrainingProgress>? progress, Dataset? validation, LabelMask? mask,
        CancellationToken cancellation)
    {
        List<EpochReport> epochs = [.. resumed?.Epochs ?? []];
        trainer.Checkpoints?.Follow(epochs);
        for (int epoch = resumed?.Epoch ?? 1; epoch <= Recipe.Epochs && !cancellation.IsCancellationRequested; epoch++)
        {
            EpochReport report = trainer.RunEpoch(epoch, progress, cancellation);
            Hash = trainer.Hash;
            if (validation is not null)
                report = report with { PrecisionAt1 = MeasurePrecision(validation, mask, cancellation) };
            epochs.Add(report);
            progress?.Report(trainer.Completed(report));
        }
        if (cancellation.IsCancellationRequested && trainer is { IsDone: false, Epoch: > 0 })
            trainer.Checkpoints?.Write(trainer);
        return trainer.Report(epochs);
    }

    /// <summary>
    /// P@1, or null if training is stopped before it is known: whoever stops does not want to wait for a long evaluation.
    /// </summary>
    private double? MeasurePrecision(Dataset validation, LabelMask? mask, CancellationToken cancellation)
    {
        try
        {
            return Evaluate(validation, [1], threads: Recipe.Threads, mask: mask, cancellation: cancellation).PrecisionAt(1);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
