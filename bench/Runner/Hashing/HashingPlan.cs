using System.Globalization;

namespace Glissade.Runner.Hashing;

/// <summary>What to run.</summary>
/// <param name="DataFolder">Where the data sets lie.</param>
/// <param name="Tasks">Tasks whose files are there.</param>
/// <param name="Queries">Test points that become queries, at most.</param>
/// <param name="Epochs">Passes over the training points, if not the tasks' own.</param>
/// <param name="WorkFolder">Where trained models and queries are kept; null: nowhere.</param>
/// <param name="Peers">What other libraries were measured at, if they were.</param>
/// <param name="Only">Names that the user restricted the plan to; empty: all.</param>
internal sealed record HashingPlan(
    string DataFolder, IReadOnlyList<HashingTask> Tasks, int Queries, int? Epochs, string? WorkFolder, PeerResults? Peers,
    IReadOnlyList<string> Only)
{
    /// <summary>Candidates of a query; the whole buckets' besides.</summary>
    public static IReadOnlyList<int> Budgets { get; } = [100, 300, 1000];

    /// <summary>The budget of the short table.</summary>
    public const int ShownBudget = 300;

    /// <summary>How many of the exactly best labels are looked for.</summary>
    public const int TopLabels = 10;

    /// <summary>The command that does the same elsewhere; folders of this machine are left out.</summary>
    public string Command =>
        "dotnet run -c Release --project bench/Runner -- hashing" + string.Create(CultureInfo.InvariantCulture, $" --queries {Queries}") +
        (Epochs is { } epochs ? string.Create(CultureInfo.InvariantCulture, $" --epochs {epochs}") : "") +
        (Only.Count == 0 ? "" : $" --only {string.Join(',', Only)}") + (Peers is null ? "" : " --work DIR --peers DIR/peers.json");
}
