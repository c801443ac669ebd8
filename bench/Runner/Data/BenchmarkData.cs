using Glissade.Runner.Training;

namespace Glissade.Runner.Data;

/// <summary>A data set: what to train on and what to measure on.</summary>
/// <param name="Name">Its name in tables and in --only.</param>
/// <param name="TrainFile">File of the training points.</param>
/// <param name="TestFile">File of the points measured on.</param>
/// <param name="Making">How the command makes the files; null if the data folder has them.</param>
internal sealed record BenchmarkData(string Name, string TrainFile, string TestFile, DataMaking? Making = null) : ITask
{
    /// <summary>All sets, in the tables' order.</summary>
    public static IReadOnlyList<BenchmarkData> All { get; } =
    [
        new("bibtex", "bibtex_train.txt.gz", "bibtex_test.txt.gz"),
        new("citeulike-t", "citeulike-t_train.txt.gz", "citeulike-t_test.txt.gz"),
        new("eurlex57k", "eurlex57k_train.txt.gz", "eurlex57k_dev.txt.gz"),
        new("gowalla", "gowalla_train.txt.gz", "gowalla_test.txt.gz") { Ranking = Ranking.WithoutInputItems, HasSharedItems = true },
        new("wn18rr", "wn18rr_train.xc.txt.gz", "wn18rr_test.xc.txt.gz") { Ranking = Ranking.WithoutKnownLabels },
        Synthetic("a67k"),
        Synthetic("a670k"),
        SkipGram("wiki_featured.clean.txt.gz", "wiki_good.clean.txt.gz"),
    ];

    /// <summary>What is ranked for a point where the set's own literature ranks less than all labels.</summary>
    public Ranking Ranking { get; private init; }

    /// <summary>Whether features and labels are the same items, of which training is told.</summary>
    public bool HasSharedItems { get; private init; }

    /// <summary>What the defaults for the set are asked for with.</summary>
    public TrainingOptions Told => new() { SharedItems = HasSharedItems ? true : null };

    /// <summary>The same as options of `glissade train`.</summary>
    public IReadOnlyList<string> Settings => HasSharedItems ? ["--shared-items"] : [];

    /// <summary>What the set is made of, for readers.</summary>
    public string Origin => Making?.Description ?? $"{TrainFile}, {TestFile}";

    /// <summary>The set of this name.</summary>
    public static BenchmarkData Named(string name) => All.Single(data => data.Name == name);

    /// <inheritdoc/>
    public string? MissingFrom(string folder) =>
        (Making?.Sources ?? [TrainFile, TestFile]).FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    /// <summary>The set's files. If the command makes them, it does so now, into the work folder, unless they are there already.</summary>
    /// <exception cref="IOException">They could not be made.</exception>
    public async Task<DataFiles> Prepare(string dataFolder, string workFolder, CancellationToken cancellation)
    {
        if (Making is null)
            return new DataFiles(Path.Combine(dataFolder, TrainFile), Path.Combine(dataFolder, TestFile));
        DataFiles made = new(Path.Combine(workFolder, TrainFile), Path.Combine(workFolder, TestFile));
        if (File.Exists(made.TrainPath) && File.Exists(made.TestPath))
            return made;
        (int exitCode, string said) = await GlissadeProcess.Run(Making.Arguments(dataFolder, workFolder), cancellation);
        return exitCode == 0 ? made : throw new IOException($"{Name} could not be made: {said.TrimEnd()}");
    }

    private static BenchmarkData Synthetic(string preset) => new(
        preset, $"{preset}_train.txt", $"{preset}_test.txt",
        new DataMaking(
            [], (_, work) => ["data", "generate", Path.Combine(work, preset), "--preset", preset],
            $"`glissade data generate --preset {preset}`"));

    private static BenchmarkData SkipGram(params string[] texts)
    {
        const string Train = "skip-gram_train.txt";
        const string Test = "skip-gram_test.txt";
        return new BenchmarkData(
            "skip-gram", Train, Test,
            new DataMaking(
                texts,
                (data, work) =>
                [
                    "data", "skipgram", .. texts.Select(text => Path.Combine(data, text)),
                    "--train", Path.Combine(work, Train), "--test", Path.Combine(work, Test),
                ],
                $"`glissade data skipgram {string.Join(' ', texts)}`"));
    }
}
