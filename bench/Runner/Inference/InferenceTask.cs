using Glissade.Runner.Data;

namespace Glissade.Runner.Inference;

/// <summary>A data set, of whose model questions are asked.</summary>
/// <param name="Name">Its name in tables, files and --only.</param>
/// <param name="Files">What it is made of, in the data folder; none if it is generated.</param>
/// <param name="Load">Makes the training and the test points from the folder.</param>
internal sealed record InferenceTask(string Name, IReadOnlyList<string> Files, Func<string, (Dataset Train, Dataset Test)> Load) : ITask
{
    /// <summary>
    /// Defaults, but for a linear path: other libraries search a layer of inner products and know of no such thing.
    /// </summary>
    public static readonly TrainingOptions Options = new() { LinearPath = false };

    /// <summary>The tasks in the page's order.</summary>
    public static IReadOnlyList<InferenceTask> All { get; } =
    [
        new("citeulike-t", ["citeulike-t_train.txt.gz", "citeulike-t_test.txt.gz"], static folder =>
        {
            Dataset train = Dataset.Load(Path.Combine(folder, "citeulike-t_train.txt.gz"));
            return (train, Dataset.Load(Path.Combine(folder, "citeulike-t_test.txt.gz"), new DataReadOptions().Fitting(train)));
        }),
        new("a225k", [], static _ => SyntheticDataset.Generate(SyntheticPresets.A670K with { LabelCount = 225_000 })),
        new("a670k", [], static _ => SyntheticDataset.Generate(SyntheticPresets.A670K)),
    ];

    /// <inheritdoc/>
    public string? MissingFrom(string folder) => Files.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));
}
