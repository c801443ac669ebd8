namespace Glissade;

public sealed partial class ExtremeClassifier
{
    /// <summary>
    /// Trains on: a new model that begins with the weights of this one, which stays as it is. Labels and features keep their ids; ids
    /// beyond the model's make it grow, by rows drawn as those of a new model. Options left open are those that this model was trained
    /// with; the learning rate goes through its whole schedule again, and optimizer state begins anew (<see cref="Checkpoint.Continue"/>
    /// takes it over).
    /// </summary>
    /// <remarks>
    /// What the new data do not show is forgotten by and by: measure with old test data, and mix in old training data if it matters.
    /// Inverse document frequencies of old features stay, those of new ones are counted in the new data. <see cref="LabelFrequencies"/> and
    /// <see cref="TrainingPoints"/> add up. If the labels are named, new ones have empty names until <see cref="NameLabels"/>.
    /// </remarks>
    /// <param name="train">Labelled points.</param>
    /// <param name="options">What the run shall be like.</param>
    /// <param name="progress">As for <see cref="Train"/>.</param>
    /// <param name="validation">Points within the features and labels of model and training data together.</param>
    /// <param name="mask">Labels that are left out of the ranking of validation points; by default none is.</param>
    /// <param name="cancellation">Ends training after the batches under way; the model trained so far is returned.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range or one that a model cannot change, no point has a label, or the validation data does not fit.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model was opened in its file (<see cref="Open"/>) rather than loaded.</exception>
    /// <exception cref="DataFormatException">The checkpoint to resume from was damaged meanwhile.</exception>
    /// <exception cref="IOException">The checkpoints' folder cannot be used, or the last one at a cancellation cannot be
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The checkpoints' folder may not be written.</exception>
    /// <exception cref="TrainingDivergedException">The loss was not finite: names epoch and batch.</exception>
    public ExtremeClassifier Continue(
        Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Dataset? validation = null,
        LabelMask? mask = null, CancellationToken cancellation = default) =>
        ContinueWith(train, options, null, progress, validation, mask, cancellation);

    /// <summary>
    /// The same, with the optimizer state of the checkpoint that this model was read from, if the optimizer is still the same.
    /// </summary>
    internal ExtremeClassifier ContinueWith(
        Dataset train, TrainingOptions? options, Checkpoint? own, IProgress<TrainingProgress>? progress, Dataset? validation,
        LabelMask? mask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (IsMapped)
            throw new InvalidOperationException("a model that was opened in its file answers only; load it to train on");
        CheckNames(train);
        options ??= new TrainingOptions();
        int features = Math.Max(FeatureCount, train.FeatureCount);
        int labels = Math.Max(LabelCount, train.LabelCount);
        CheckValidation(features, labels, validation, "model and training data");
        Checkpoint? resumed = options.Checkpoints?.Resume;
        DataIdentity? identity = options.Checkpoints is null ? null : DataIdentity.Of(train) with { Base = Network.Checksum() };
        TrainingRecipe recipe = resumed is null ? options.Resolve(Recipe) : Resumption.Check(resumed, options, identity!);
        if (recipe.SharedItems)
            ItemSets.CheckSizes(features, labels);
        Dataset points = PointsFor(recipe, train);
        Network network = new(features, recipe.HiddenSizes, labels, recipe.Activation, recipe.Precision);
        if (Network.Linear is not null)
            network.Linear = LinearGrowth.Merge(Network.Linear, points, features, labels, recipe.OutputBias);
        ExtremeClassifier model = new(
            network, recipe, ModelGrowth.Weighting(Weighting, points, features), ModelGrowth.Frequencies(labelFrequencies, train, labels),
            checked(TrainingPoints + train.Count), ModelGrowth.Names(LabelNames, labels))
        {
            TextFeatures = features == FeatureCount ? TextFeatures : null,
        };
        if (resumed is null)
        {
            network.Initialize(recipe);
            NetworkGrowth.Copy(Network, network);
        }
        return model.Trained(
            points, options, identity, own?.Recipe.Optimizer == recipe.Optimizer ? CopyOptimizers : null, progress, validation, mask,
            cancellation).WithCodes(train);

        void CopyOptimizers(NetworkOptimizers optimizers)
        {
            using NetworkOptimizers earlier = new(Network, recipe.Optimizer);
            CheckpointFile.ReadOptimizers(own, earlier);
            NetworkGrowth.Copy(earlier, optimizers);
        }
    }

    /// <summary>Words and names must have the numbers that they have here; numbers without names are taken to.</summary>
    private void CheckNames(Dataset train)
    {
        if (train.TextFeatures is not null && (TextFeatures is null || !train.TextFeatures.HasSameFeatures(TextFeatures)))
        {
            throw new ArgumentException(
                "the training data has other words as features than the model; read it with the model's TextFeatures", nameof(train));
        }
        if (train.LabelNames is { } names && LabelNames is { } own && !names.SequenceEqual(own))
            throw new ArgumentException("the training data has other label names than the model; read it with the model's", nameof(train));
    }
}
