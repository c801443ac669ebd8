using Glissade.Runner.Data;

namespace Glissade.Runner.Accuracy;

/// <summary>What to run.</summary>
/// <param name="Name">The command's name and the option that says what is varied.</param>
/// <param name="DataFolder">Where the data sets lie.</param>
/// <param name="Tasks">Data sets that are there.</param>
/// <param name="Runs">Runs of each way of training, with seeds from 1.</param>
/// <param name="Threads">Worker threads of each run.</param>
/// <param name="Only">Names that the user restricted the plan to; empty: all sets.</param>
internal sealed record AccuracyPlan(
    string Name, string DataFolder, IReadOnlyList<BenchmarkData> Tasks, int Runs, int Threads, IReadOnlyList<string> Only)
{
    /// <summary>The command that does the same elsewhere; folders of this machine are left out.</summary>
    public string Command =>
        $"dotnet run -c Release --project bench/Runner -- {Name} --runs {Runs} --threads {Threads}" +
        (Only.Count == 0 ? "" : $" --only {string.Join(',', Only)}");
}
