using Glissade.Kernels;

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
    /// <exception cref="ArgumentException">An option is out of range, no point has a label, or the validation data does not fit the training data.</exception>
    /// <exception cref="TrainingDivergedException">The loss was not finite: names epoch and batch.</exception>
    public static ExtremeClassifier Train(
        Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Dataset? validation = null,
        LabelMask? mask = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        CheckValidation(train, validation);
        TrainingRecipe recipe = (options ?? new TrainingOptions()).Resolve(DatasetSummary.Of(train));
        FeatureWeighting weighting = FeatureWeighting.Fit(train, recipe.LogTermFrequency, recipe.InverseDocumentFrequency, recipe.NormalizeRows);
        int[] frequencies = Propensity.LabelFrequencies(train);
        Network network = new(train.FeatureCount, recipe.HiddenSizes, train.LabelCount, recipe.Activation, recipe.Precision);
        ExtremeClassifier model =
            new(network, recipe, weighting, frequencies, train.Count, train.LabelNames) { TextFeatures = train.TextFeatures };
        try
        {
            network.Initialize(recipe);
            if (recipe.LinearPath)
                network.Linear = LinearPairs.Create(train, recipe.OutputBias);
            model.Training = model.RunEpochs(weighting.Apply(train), progress, validation, mask, cancellation);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void CheckValidation(Dataset train, Dataset? validation)
    {
        if (train.LabelCount == 0)
            throw new ArgumentException("the training data has no labels", nameof(train));
        if (validation is not null && (validation.FeatureCount > train.FeatureCount || validation.LabelCount > train.LabelCount))
        {
            throw new ArgumentException(
                $"the validation data has {validation.FeatureCount} features and {validation.LabelCount} labels, " +
                $"but the training data {train.FeatureCount} and {train.LabelCount}",
                nameof(validation));
        }
    }

    private TrainingReport RunEpochs(
        Dataset weighted, IProgress<TrainingProgress>? progress, Dataset? validation, LabelMask? mask,
        CancellationToken cancellation)
    {
        using WorkerTeam team = new(Recipe.Threads);
        using Trainer trainer = new(Network, weighted, Recipe, team);
        List<EpochReport> epochs = [];
        for (int epoch = 1; epoch <= Recipe.Epochs && !cancellation.IsCancellationRequested; epoch++)
        {
            EpochReport report = trainer.RunEpoch(epoch, progress, cancellation);
            Hash = trainer.Hash;
            if (validation is not null)
                report = report with { PrecisionAt1 = MeasurePrecision(validation, mask, cancellation) };
            epochs.Add(report);
            progress?.Report(trainer.Completed(report));
        }
        return trainer.Report(epochs);
    }

    /// <summary>P@1, or null if training is stopped before it is known: whoever stops does not want to wait for a long evaluation.</summary>
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
