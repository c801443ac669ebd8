using Glissade.Runner.Data;

namespace Glissade.Runner.Race;

/// <summary>A data set, the network that all methods train on it, and who takes part.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Hidden">Hidden units; null for what the command takes by itself.</param>
/// <param name="Targets">The P@1s, in percent, that the time to is shown for.</param>
/// <param name="Methods">Who takes part, in the page's order.</param>
internal sealed record RaceTask(BenchmarkData Data, int? Hidden, IReadOnlyList<int> Targets, IReadOnlyList<RaceMethod> Methods) : ITask
{
    /// <summary>Beside the curve of one network, that of several, one after another, says nothing.</summary>
    private static readonly string[] OneNetwork = ["--ensemble", "1"];

    /// <summary>
    /// All tasks in the page's order. The yardstick has 128 hidden units; where it takes part, so has everyone who does not say otherwise.
    /// Where the exact layer takes minutes and no yardstick is, accuracy.md has it.
    /// </summary>
    public static IReadOnlyList<RaceTask> All { get; } =
    [
        new(
            BenchmarkData.Named("a67k"), Hidden: 128, Targets: [30, 40, 50],
            [
                Lsh(epochs: 16), LshDeterministic(epochs: 16), Uniform(epochs: 16), UniformDeterministic(epochs: 16),
                Wide("lsh", epochs: 16), Wide("uniform", epochs: 16),
                Full(epochs: 8) with { MaximumRuns = 1 },
                Sample(epochs: 8) with { MaximumRuns = 1 },
                RaceMethod.Yardstick("dense", 8) with { MaximumRuns = 1 },
                RaceMethod.Yardstick("sampled", 12, "--neg", "2000", "--lazy1", "1"),
            ]),
        new(
            BenchmarkData.Named("a670k"), Hidden: 128, Targets: [15, 20, 25, 30],
            [
                Lsh(epochs: 12), LshDeterministic(epochs: 12), Uniform(epochs: 12), UniformDeterministic(epochs: 12),
                Wide("lsh", epochs: 12), Wide("uniform", epochs: 12),
                Sample(epochs: 8) with { MaximumRuns = 1 },
                RaceMethod.Yardstick("sampled", 8, "--neg", "4000", "--lazy1", "1") with { MaximumRuns = 1 },
            ]),
        new(
            BenchmarkData.Named("eurlex57k"), Hidden: null, Targets: [88, 90, 91],
            [
                Lsh(epochs: 8), LshDeterministic(epochs: 8), Uniform(epochs: 8), UniformDeterministic(epochs: 8),
                Full(epochs: 8) with { MaximumRuns = 1 },
                Sample(epochs: 8) with { MaximumRuns = 1 },
            ])
        { Settings = OneNetwork },
        new(
            BenchmarkData.Named("citeulike-t"), Hidden: null, Targets: [55, 60, 62],
            [
                Lsh(epochs: 8), LshDeterministic(epochs: 8), Uniform(epochs: 8), UniformDeterministic(epochs: 8),
                Sample(epochs: 8) with { MaximumRuns = 1 },
            ]),
        new(
            BenchmarkData.Named("gowalla"), Hidden: null, Targets: [10, 13, 15],
            [
                Lsh(epochs: 12), LshDeterministic(epochs: 12), Uniform(epochs: 12), UniformDeterministic(epochs: 12),
            ]),
        new(
            BenchmarkData.Named("skip-gram"), Hidden: 200, Targets: [30, 33, 35],
            [
                Lsh(epochs: 4), LshDeterministic(epochs: 4), Uniform(epochs: 4), UniformDeterministic(epochs: 4),
                PartOf(Full(epochs: 1), points: 20_000), PartOf(Sample(epochs: 1), points: 100_000),
            ]),
    ];

    /// <summary>Options of `glissade train` for all methods but the yardstick's.</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <inheritdoc/>
    public string Name => Data.Name;

    /// <inheritdoc/>
    public string? MissingFrom(string folder) => Data.MissingFrom(folder);

    private static RaceMethod Lsh(int epochs) => new("lsh", "lsh", epochs, "--sampler", "lsh");

    private static RaceMethod LshDeterministic(int epochs) =>
        new("lsh-deterministic", "lsh, deterministic", epochs, "--sampler", "lsh", "--deterministic") { MaximumRuns = 1 };

    private static RaceMethod Uniform(int epochs) => new("uniform", "uniform", epochs, "--sampler", "uniform");

    private static RaceMethod UniformDeterministic(int epochs) =>
        new("uniform-deterministic", "uniform, deterministic", epochs, "--sampler", "uniform", "--deterministic") { MaximumRuns = 1 };

    private static RaceMethod Full(int epochs) => new("full", "full", epochs, "--sampler", "full");

    /// <summary>Of a method that would take hours, only its speed on the first points, under a name of its own.</summary>
    private static RaceMethod PartOf(RaceMethod method, int points) =>
        method with { Name = $"{method.Name}-part", Points = points, MaximumRuns = 1 };

    /// <summary>As wide as the command takes a network for so many labels by itself.</summary>
    private static RaceMethod Wide(string sampler, int epochs) =>
        new($"{sampler}-256", $"{sampler}, 256 hidden units", epochs, "--sampler", sampler, "--hidden", "256");

    /// <summary>SLIDE's own way: each sample has its own active neurons.</summary>
    private static RaceMethod Sample(int epochs) =>
        new("sample", "sample (SLIDE's way)", epochs, "--share", "sample", "--sampler", "lsh", "--active", "1000");
}
