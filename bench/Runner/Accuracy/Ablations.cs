using Glissade.Layers;
using Glissade.Runner.Data;

namespace Glissade.Runner.Accuracy;

/// <summary>What the default recipe is made of, and how to do without each part of it.</summary>
internal static class Ablations
{
    /// <summary>The name of the recipe with nothing left out.</summary>
    public const string Nothing = "nothing";

    private static readonly (string Name, Func<TrainingRecipe, bool> Has, string[] Without)[] All =
    [
        ("two of three networks", recipe => recipe.Ensemble > 1, ["--ensemble", "1"]),
        ("linear path", recipe => recipe.LinearPath, ["--linear-path", "false"]),
        ("input dropout", recipe => recipe.InputDropout > 0, ["--input-dropout", "0"]),
        ("hidden dropout", recipe => recipe.HiddenDropout > 0, ["--hidden-dropout", "0"]),
        ("remembered negatives", recipe => recipe.Sampler == SamplerKind.Lsh && recipe.RememberedNegatives > 0, ["--remember", "0"]),
        ("smaller steps of the first layer", recipe => recipe.EmbeddingRate < 1, ["--embedding-rate", "1"]),
        (
            "log counts and idf", recipe => recipe.LogTermFrequency || recipe.InverseDocumentFrequency,
            ["--log-tf", "false", "--idf", "false"]),
        ("hash tables: lsh to uniform", recipe => recipe.Sampler == SamplerKind.Lsh, ["--sampler", "uniform"]),
        ("falling rate: to constant", recipe => recipe.Schedule != LearningRateSchedule.Constant, ["--schedule", "constant"]),
        ("squared hinge: to softmax", recipe => recipe.Loss == LossKind.SquaredHinge, ["--loss", "softmax"]),
        ("sampled softmax: to softmax", recipe => recipe.Loss == LossKind.SampledSoftmax, ["--loss", "softmax"]),
    ];

    /// <summary>The default recipe on such data, then it without each of the parts that it has.</summary>
    public static IReadOnlyList<Variant> On(BenchmarkData task, DatasetSummary data)
    {
        TrainingRecipe recipe = task.Told.Resolve(data);
        List<Variant> variants = [new Variant(Nothing, task.Settings)];
        if (task.HasSharedItems)
            variants.Add(new Variant("shared items", []));
        foreach ((string name, _, string[] without) in All.Where(part => part.Has(recipe)))
            variants.Add(new Variant(name, [.. task.Settings, .. without]));
        return variants;
    }
}
