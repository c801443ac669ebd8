using System.CommandLine;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>Where a page of accuracies goes.</summary>
internal static class FigureOutput
{
    public static Option<string?> Option() => new("--output")
    {
        HelpName = "DIR",
        Description = "folder to write the page to [default: docs/benchmarks of the repository]",
    };

    /// <summary>The page's path. Its folder is there afterwards, so that hours of work do not end with nowhere to write.</summary>
    public static string Target(string? folder, string fileName)
    {
        folder ??= Path.Combine(Repository.Root(), "docs", "benchmarks");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, fileName);
        AtomicFile.CheckWritable(path);
        return path;
    }

    /// <returns>The exit code.</returns>
    public static int Write(string path, string page, IReadOnlyList<AccuracyResult> results)
    {
        PageOptions.Write(path, page);
        return results.Any(result => result.Variants.Any(variant => variant.Failed > 0)) ? 1 : 0;
    }
}
