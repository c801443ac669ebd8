using System.Globalization;

namespace Glissade.Runner.Race;

/// <summary>A way to train, on one task.</summary>
/// <param name="Name">Its name in --methods, the CSV and the plots' file.</param>
/// <param name="Title">Its name in tables and plots.</param>
/// <param name="Epochs">Passes over the training points.</param>
/// <param name="Settings">Options of `glissade train`, or of the yardstick, besides epochs, threads and seed.</param>
internal sealed record RaceMethod(string Name, string Title, int Epochs, params IReadOnlyList<string> Settings)
{
    /// <summary>Whether an external program does it.</summary>
    public bool IsYardstick { get; private init; }

    /// <summary>Runs at most, of what takes minutes.</summary>
    public int MaximumRuns { get; init; } = int.MaxValue;

    /// <summary>Training points of a speed measurement on a part of the file; null for a race on all of it.</summary>
    public int? Points { get; init; }

    /// <summary>A program called as bench/README.md tells.</summary>
    public static RaceMethod Yardstick(string kind, int epochs, params IReadOnlyList<string> settings) =>
        new($"yardstick-{kind}", $"yardstick, {kind}", epochs, settings) { IsYardstick = true };

    /// <summary>Runs of so many rounds.</summary>
    public int RunsOf(int rounds) => Math.Min(rounds, MaximumRuns);

    /// <summary>The options of `glissade train` on a task, as the page shows them too.</summary>
    public IReadOnlyList<string> TrainArguments(RaceTask task) =>
    [
        .. task.Data.Settings,
        .. task.Hidden is { } units && !Settings.Contains("--hidden") ? ["--hidden", Text(units)] : Array.Empty<string>(),
        .. task.Settings, .. Settings, "--epochs", Text(Epochs),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
