using System.Globalization;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Draws configurations around the default recipe. The learning rate is always drawn; every other option stays at its default half of the
/// time, so that most configurations differ from the default in a few options and good combinations are not drowned. What the user gave is
/// not searched, nor what makes no sense for the data.
/// </summary>
/// <param name="given">What the user gave.</param>
/// <param name="data">The shape of all training data.</param>
internal sealed class SearchSpace(TrainingOptions given, DatasetSummary data)
{
    /// <summary>Learning rates lie between the default's fifth and its fivefold.</summary>
    private const double RateFactor = 5;

    /// <summary>Of points with hardly more than one feature, dropout of inputs would leave nothing.</summary>
    private const double FewestFeaturesToDrop = 2;

    private const ulong DrawKey = 3;

    private readonly TrainingRecipe usual = given.Resolve(data);

    /// <summary>Units of one network, of which an ensemble has several.</summary>
    private int OwnUnits => usual.HiddenSizes[0] / usual.Ensemble;

    /// <summary>
    /// The recipe of a configuration: defaults follow from all training data, whatever part of them trials are trained on.
    /// </summary>
    public TrainingRecipe Resolve(TrainingOptions configuration) => configuration.Resolve(data);

    /// <summary>The options of trial <paramref name="trial"/>, whatever was drawn before; those given for the first.</summary>
    public TrainingOptions Draw(int trial)
    {
        if (trial == 1)
            return given;
        RandomStream random = new(given.Seed, DrawKey, (ulong)trial);
        return given with
        {
            LearningRate = given.LearningRate ?? Rate(usual.LearningRate * Math.Pow(RateFactor, (2 * random.NextDouble()) - 1)),
            Epochs = Draw(given.Epochs, usual.Epochs, Math.Max(1, usual.Epochs / 2), usual.Epochs * 3 / 2, usual.Epochs * 2),
            HiddenSizes = given.HiddenSizes ?? (Draw(null, OwnUnits, HiddenSizes()) is { } units ? [units] : null),
            Activation = Draw(given.Activation, usual.Activation, HiddenActivation.Relu, HiddenActivation.Linear, HiddenActivation.Mixed),
            Loss = Draw(given.Loss, usual.Loss, Losses()),
            LinearPath = Draw(given.LinearPath, usual.LinearPath, LinearPaths()),
            BatchSize = Draw(given.BatchSize, usual.BatchSize, usual.BatchSize / 2, usual.BatchSize * 2),
            ActiveNeurons = Draw(given.ActiveNeurons, usual.ActiveNeurons, ActiveNeurons()),
            InputDropout = Draw(given.InputDropout, usual.InputDropout, InputDropouts()),
            HiddenDropout = Draw(given.HiddenDropout, usual.HiddenDropout, 0, 0.1f, 0.2f, 0.4f),
            EmbeddingRate = Draw(given.EmbeddingRate, usual.EmbeddingRate, 1, 0.5f, 0.2f, 0.1f),
        };

        // One of the choices that are not the default; null, which leaves the option open, half of the time.
        T? Draw<T>(T? fixedValue, T usualValue, params ReadOnlySpan<T> choices)
            where T : struct
        {
            if (fixedValue is not null)
                return fixedValue;
            T[] others = [.. choices.ToArray().Where(choice => !EqualityComparer<T>.Default.Equals(choice, usualValue))];
            return others.Length == 0 || random.NextInt32(2) == 0 ? null : others[random.NextInt32(others.Length)];
        }
    }

    /// <summary>Two digits say what there is to say, and are easier to read in an options file.</summary>
    private static float Rate(double rate) =>
        float.Parse(rate.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Where the default spares memory, twice as much may not be there.</summary>
    private int[] HiddenSizes()
    {
        int units = OwnUnits;
        return RecipeDefaults.IsVeryWide(data) ? [units / 2] : [units / 2, units * 2];
    }

    /// <summary>The sampled softmax corrects for what a batch draws.</summary>
    private LossKind[] Losses() => usual.Sharing == ActiveSharing.Batch
        ? [LossKind.SquaredHinge, LossKind.Softmax, LossKind.SampledSoftmax, LossKind.Logistic]
        : [LossKind.SquaredHinge, LossKind.Softmax, LossKind.Logistic];

    private bool[] LinearPaths() => usual.ShuffleBuffer == 0 && RecipeDefaults.CanAffordLinearPath(data) ? [true, false] : [];

    private int[] ActiveNeurons()
    {
        if (usual.Sampler == SamplerKind.Full)
            return [];
        int neurons = usual.ActiveNeurons;
        return neurons * 2 < data.LabelCount ? [neurons / 2, neurons * 2] : [neurons / 2];
    }

    private float[] InputDropouts() =>
        data.FeaturesPerPoint.Mean < FewestFeaturesToDrop ? [] : [0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f];
}
