using Glissade.Kernels;

namespace Glissade.Runner.Accuracy;

/// <summary>A setting that is varied while everything else stays at its default.</summary>
/// <param name="Name">Its name on the command line, without the dashes, and in the table.</param>
/// <param name="FileName">The page that its table goes to.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Values">Its values as the command line calls them, in the table's order.</param>
/// <param name="Default">The value that training takes by itself.</param>
internal sealed record AccuracyAxis(
    string Name, string FileName, string Title, IReadOnlyList<string> Values, Func<TrainingRecipe, string> Default)
{
    public static IReadOnlyList<AccuracyAxis> All { get; } =
    [
        new("sampler", "accuracy.md", "Accuracy, speed and memory by sampler", ["full", "uniform", "lsh"], recipe => recipe.Sampler switch
        {
            SamplerKind.Full => "full",
            SamplerKind.Uniform => "uniform",
            _ => "lsh",
        }),
        new("precision", "precision.md", "Accuracy, speed and memory by precision of the stored weights", ["fp32", "bf16", "bf16-nearest"],
            recipe => recipe.Precision switch
            {
                WeightPrecision.Single => "fp32",
                WeightPrecision.BFloat16 => "bf16",
                _ => "bf16-nearest",
            }),
    ];
}
