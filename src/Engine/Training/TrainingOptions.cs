using System.Text.Json.Serialization;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// What a training run shall be like. Whatever is left null is chosen from the data's shape (<see cref="Resolve(DatasetSummary)"/>).
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>Units of each hidden layer, from the input on; of an <see cref="Ensemble"/>, of each of its networks.</summary>
    public IReadOnlyList<int>? HiddenSizes { get; init; }

    /// <summary>Units of the only hidden layer: short for <see cref="HiddenSizes"/> with one number.</summary>
    public int? HiddenSize
    {
        get => HiddenSizes is [int only] ? only : null;
        init => HiddenSizes = value is int size ? [size] : null;
    }

    /// <summary>
    /// Networks of different seeds, each of <see cref="HiddenSizes"/>, that are trained one after another and merged into one; more than one
    /// have one hidden layer and write no checkpoints.
    /// </summary>
    public int? Ensemble { get; init; }

    /// <summary>
    /// Whether feature ids and label ids name the same items (<see cref="TrainingRecipe.SharedItems"/>), for data such as what users have
    /// seen and will see. Never assumed: null means that they do not. The data then has as many features as labels, numbered both, and
    /// who predicts or evaluates wants <see cref="LabelMask.InputItems"/>.
    /// </summary>
    public bool? SharedItems { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Activation"/>
    public HiddenActivation? Activation { get; init; }

    /// <inheritdoc cref="TrainingRecipe.LinearPath"/>
    public bool? LinearPath { get; init; }

    /// <inheritdoc cref="TrainingRecipe.LinearRate"/>
    public float? LinearRate { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Loss"/>
    public LossKind? Loss { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Sampler"/>
    public SamplerKind? Sampler { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Sharing"/>
    public ActiveSharing? Sharing { get; init; }

    /// <inheritdoc cref="TrainingRecipe.ActiveNeurons"/>
    public int? ActiveNeurons { get; init; }

    /// <inheritdoc cref="TrainingRecipe.HashedShare"/>
    public double? HashedShare { get; init; }

    /// <inheritdoc cref="TrainingRecipe.RememberedNegatives"/>
    public int? RememberedNegatives { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Index"/>
    public IndexKind? Index { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Hash"/>
    public HashKind? Hash { get; init; }

    /// <inheritdoc cref="TrainingRecipe.HashesPerTable"/>
    public int? HashesPerTable { get; init; }

    /// <inheritdoc cref="TrainingRecipe.TableCount"/>
    public int? TableCount { get; init; }

    /// <inheritdoc cref="TrainingRecipe.BucketCapacity"/>
    public int? BucketCapacity { get; init; }

    /// <inheritdoc cref="TrainingRecipe.BucketPolicy"/>
    public BucketPolicy? BucketPolicy { get; init; }

    /// <inheritdoc cref="TrainingRecipe.HashLoss"/>
    public HashLoss? HashLoss { get; init; }

    /// <inheritdoc cref="TrainingRecipe.LearningSteps"/>
    public int? LearningSteps { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Selection"/>
    public CandidateSelection? Selection { get; init; }

    /// <inheritdoc cref="TrainingRecipe.MinHits"/>
    public int? MinHits { get; init; }

    /// <inheritdoc cref="TrainingRecipe.FillUniformly"/>
    public bool? FillUniformly { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Rehash"/>
    public RehashKind? Rehash { get; init; }

    /// <inheritdoc cref="TrainingRecipe.RehashInterval"/>
    public int? RehashInterval { get; init; }

    /// <inheritdoc cref="TrainingRecipe.DriftThreshold"/>
    public double? DriftThreshold { get; init; }

    /// <inheritdoc cref="TrainingRecipe.RebuildInterval"/>
    public double? RebuildInterval { get; init; }

    /// <inheritdoc cref="TrainingRecipe.RebuildGrowth"/>
    public double? RebuildGrowth { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Precision"/>
    public WeightPrecision? Precision { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Optimizer"/>
    public OptimizerKind? Optimizer { get; init; }

    /// <inheritdoc cref="TrainingRecipe.LearningRate"/>
    public float? LearningRate { get; init; }

    /// <inheritdoc cref="TrainingRecipe.EmbeddingRate"/>
    public float? EmbeddingRate { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Schedule"/>
    public LearningRateSchedule? Schedule { get; init; }

    /// <inheritdoc cref="TrainingRecipe.BatchSize"/>
    public int? BatchSize { get; init; }

    /// <inheritdoc cref="TrainingRecipe.ShuffleBuffer"/>
    public int? ShuffleBuffer { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Epochs"/>
    public int? Epochs { get; init; }

    /// <inheritdoc cref="TrainingRecipe.InputDropout"/>
    public float? InputDropout { get; init; }

    /// <inheritdoc cref="TrainingRecipe.HiddenDropout"/>
    public float? HiddenDropout { get; init; }

    /// <inheritdoc cref="TrainingRecipe.LogTermFrequency"/>
    public bool? LogTermFrequency { get; init; }

    /// <inheritdoc cref="TrainingRecipe.InverseDocumentFrequency"/>
    public bool? InverseDocumentFrequency { get; init; }

    /// <inheritdoc cref="TrainingRecipe.NormalizeRows"/>
    public bool? NormalizeRows { get; init; }

    /// <inheritdoc cref="TrainingRecipe.EmbeddingDeviation"/>
    public float? EmbeddingDeviation { get; init; }

    /// <inheritdoc cref="TrainingRecipe.OutputDeviation"/>
    public float? OutputDeviation { get; init; }

    /// <inheritdoc cref="TrainingRecipe.OutputBias"/>
    public float? OutputBias { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Deterministic"/>
    public bool Deterministic { get; init; }

    /// <summary>Workers; by default one for each processor.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="TrainingRecipe.Seed"/>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Whether and where the run writes checkpoints; null: nowhere. If it resumes from one, every option left open is the checkpoint's, and
    /// one that differs is refused.
    /// </summary>
    [JsonIgnore]
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>These options with every open one chosen for data of this shape.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it, its value and what it must be.</exception>
    public TrainingRecipe Resolve(DatasetSummary data)
    {
        ArgumentNullException.ThrowIfNull(data);
        TrainingRecipe recipe = RecipeDefaults.Complete(this, data);
        RecipeValidation.Check(recipe);
        if (recipe.SharedItems)
            ItemSets.CheckSizes(data.FeatureCount, data.LabelCount);
        if (recipe.Ensemble > 1 && Checkpoints is not null)
        {
            throw new ArgumentException(
                $"checkpoints are those of one network, but the ensemble has {recipe.Ensemble}; train one network, or without checkpoints");
        }
        return recipe;
    }

    /// <summary>
    /// These options with every open one taken from the recipe of the model whose training is to be continued, the seed and deterministic
    /// updates too if they are at their defaults, but for the threads.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, or one that a model cannot change differs: hidden sizes, activation, precision, linear path, feature
    /// weighting.
    /// </exception>
    public TrainingRecipe Resolve(TrainingRecipe earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return ContinuedRecipe.Of(this, earlier);
    }
}
