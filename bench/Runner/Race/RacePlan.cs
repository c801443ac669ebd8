namespace Glissade.Runner.Race;

/// <summary>What to run.</summary>
/// <param name="DataFolder">Where the data sets lie.</param>
/// <param name="Tasks">Tasks whose files are there, with the methods that take part.</param>
/// <param name="Runs">Rounds, with seeds from 1.</param>
/// <param name="Threads">Worker threads of each run.</param>
/// <param name="Yardstick">Path of an external program; null without one.</param>
/// <param name="WorkFolder">Where made data is kept; null: nowhere.</param>
/// <param name="Only">Tasks that the user restricted the plan to; empty: all.</param>
/// <param name="Methods">Methods likewise.</param>
internal sealed record RacePlan(
    string DataFolder, IReadOnlyList<RaceTask> Tasks, int Runs, int Threads, string? Yardstick, string? WorkFolder,
    IReadOnlyList<string> Only, IReadOnlyList<string> Methods)
{
    /// <summary>The command that does the same elsewhere; folders of this machine are left out.</summary>
    public string Command =>
        $"dotnet run -c Release --project bench/Runner -- race --runs {Runs} --threads {Threads}" +
        (Only.Count == 0 ? "" : $" --only {string.Join(',', Only)}") +
        (Methods.Count == 0 ? "" : $" --methods {string.Join(',', Methods)}") +
        (Yardstick is null ? "" : " --yardstick FILE");
}
