using Glissade.Runner.Data;

namespace Glissade.Runner.Accuracy;

/// <summary>What to run.</summary>
/// <param name="Axis">The setting that is varied.</param>
/// <param name="DataFolder">Where the data sets lie.</param>
/// <param name="Tasks">Data sets that are there.</param>
/// <param name="Runs">Runs of each value, with seeds from 1.</param>
/// <param name="Threads">Worker threads of each run.</param>
/// <param name="Only">Names that the user restricted the plan to; empty: all sets.</param>
internal sealed record AccuracyPlan(
    AccuracyAxis Axis, string DataFolder, IReadOnlyList<BenchmarkData> Tasks, int Runs, int Threads, IReadOnlyList<string> Only)
{
    /// <summary>The command that does the same elsewhere; folders of this machine are left out.</summary>
    public string Command =>
        $"dotnet run -c Release --project bench/Runner -- accuracy --vary {Axis.Name} --runs {Runs} --threads {Threads}" +
        (Only.Count == 0 ? "" : $" --only {string.Join(',', Only)}");
}
