using Glissade.Layers;
using Glissade.Runner.Data;

namespace Glissade.Runner.Hashing;

/// <summary>A data set and how a model is trained on it, whose output layer is then searched.</summary>
/// <param name="Name">Its name in tables, files and --only.</param>
/// <param name="Files">What it is made of, in the data folder.</param>
/// <param name="Load">Makes the training and the test points from the folder.</param>
/// <param name="Options">How to train, unless the user asks for other epochs.</param>
internal sealed record HashingTask(
    string Name, IReadOnlyList<string> Files, Func<string, (Dataset Train, Dataset Test)> Load, TrainingOptions Options) : ITask
{
    /// <summary>
    /// One width for all, so that times compare; uniform sampling, so that the weights favour no family of hash functions.
    /// </summary>
    private static readonly TrainingOptions Common = new() { HiddenSize = 128, Sampler = SamplerKind.Uniform };

    /// <summary>The tasks in the page's order.</summary>
    public static IReadOnlyList<HashingTask> All { get; } =
    [
        OfFiles("eurlex57k", "eurlex57k_train.txt.gz", "eurlex57k_dev.txt.gz"),
        OfFiles("gowalla", "gowalla_train.txt.gz", "gowalla_test.txt.gz"),
        OfFiles("citeulike-t", "citeulike-t_train.txt.gz", "citeulike-t_test.txt.gz"),
        new("a67k", [], static _ => SyntheticDataset.Generate(SyntheticPresets.A67K), Common with { Loss = LossKind.Softmax, Epochs = 2 }),
        OfTexts("skip-gram", "wiki_featured.clean.txt.gz", "wiki_good.clean.txt.gz"),
    ];

    /// <inheritdoc/>
    public string? MissingFrom(string folder) => Files.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    private static HashingTask OfFiles(string name, string train, string test) => new(
        name, [train, test],
        folder =>
        {
            Dataset points = Dataset.Load(Path.Combine(folder, train));
            return (points, Dataset.Load(Path.Combine(folder, test), new DataReadOptions().Fitting(points)));
        },
        Common);

    /// <summary>Made of the texts in seconds, so nothing is kept on disk.</summary>
    private static HashingTask OfTexts(string name, params string[] texts) => new(
        name, texts,
        folder => SkipGramDataset.Generate(
            TextCorpus.Read([.. texts.Select(text => Path.Combine(folder, text))]), new SkipGramOptions()),
        Common with { Epochs = 2 });
}
