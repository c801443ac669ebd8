namespace Glissade.Runner.Accuracy;

/// <summary>A data set: what to train on and what to measure on.</summary>
/// <param name="Name">Its name in tables and in --only.</param>
/// <param name="TrainFile">File of the training points.</param>
/// <param name="TestFile">File of the points measured on.</param>
/// <param name="Preset">The preset of `glissade data generate` that makes the files; null if they are in the data folder.</param>
internal sealed record AccuracyTask(string Name, string TrainFile, string TestFile, string? Preset = null)
{
    /// <summary>All sets, in the tables' order.</summary>
    public static IReadOnlyList<AccuracyTask> All { get; } =
    [
        new("bibtex", "bibtex_train.txt.gz", "bibtex_test.txt.gz"),
        new("citeulike-t", "citeulike-t_train.txt.gz", "citeulike-t_test.txt.gz"),
        new("eurlex57k", "eurlex57k_train.txt.gz", "eurlex57k_dev.txt.gz"),
        Generated("a67k"),
        Generated("a670k"),
    ];

    /// <summary>The file of the set that <paramref name="folder"/> lacks; null if it has all, or none is needed.</summary>
    public string? MissingFrom(string folder) => Preset is not null
        ? null
        : new[] { TrainFile, TestFile }.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    private static AccuracyTask Generated(string preset) => new(preset, $"{preset}_train.txt", $"{preset}_test.txt", preset);
}
