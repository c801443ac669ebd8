using Glissade.Layers;

namespace Glissade.Runner.Accuracy;

/// <summary>What the default recipe is made of, and how to do without each part of it.</summary>
internal static class Ablations
{
    /// <summary>The name of the recipe with nothing left out.</summary>
    public const string Nothing = "nothing";

    private static readonly (string Name, Func<TrainingRecipe, bool> Has, string[] Without)[] All =
    [
        ("linear path", recipe => recipe.LinearPath, ["--linear-path", "false"]),
        ("input dropout", recipe => recipe.InputDropout > 0, ["--input-dropout", "0"]),
        ("hidden dropout", recipe => recipe.HiddenDropout > 0, ["--hidden-dropout", "0"]),
        ("remembered negatives", recipe => recipe.Sampler == SamplerKind.Lsh && recipe.RememberedNegatives > 0, ["--remember", "0"]),
        (
            "log counts and idf", recipe => recipe.LogTermFrequency || recipe.InverseDocumentFrequency,
            ["--log-tf", "false", "--idf", "false"]),
        ("hash tables: lsh to uniform", recipe => recipe.Sampler == SamplerKind.Lsh, ["--sampler", "uniform"]),
        ("falling rate: linear to constant", recipe => recipe.Schedule == LearningRateSchedule.Linear, ["--schedule", "constant"]),
        ("squared hinge: to softmax", recipe => recipe.Loss == LossKind.SquaredHinge, ["--loss", "softmax"]),
        ("sampled softmax: to softmax", recipe => recipe.Loss == LossKind.SampledSoftmax, ["--loss", "softmax"]),
    ];

    /// <summary>The default recipe on such data, then it without each of the parts that it has.</summary>
    public static IReadOnlyList<Variant> On(DatasetSummary data)
    {
        TrainingRecipe recipe = new TrainingOptions().Resolve(data);
        return [new Variant(Nothing, []), .. All.Where(part => part.Has(recipe)).Select(part => new Variant(part.Name, part.Without))];
    }
}
