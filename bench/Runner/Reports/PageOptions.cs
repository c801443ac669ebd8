using System.CommandLine;
using System.Text;

namespace Glissade.Runner.Reports;

/// <summary>What commands that measure kernels and write one page have in common: the rounds and where the page goes.</summary>
internal sealed class PageOptions
{
    private readonly string fileName;
    private readonly Option<int> rounds;
    private readonly Option<string?> output;

    /// <param name="fileName">Name of the page.</param>
    /// <param name="defaultRounds">Rounds unless the user asks for another number.</param>
    public PageOptions(string fileName, int defaultRounds)
    {
        this.fileName = fileName;
        rounds = new Option<int>("--rounds")
        {
            HelpName = "N",
            Description = "rounds over all measurements; medians are kept",
            DefaultValueFactory = _ => defaultRounds,
        };
        output = new Option<string?>("--output")
        {
            HelpName = "DIR",
            Description = $"folder to write {fileName} to [default: docs/benchmarks of the repository]",
        };
    }

    public void AddTo(Command command)
    {
        command.Options.Add(rounds);
        command.Options.Add(output);
    }

    /// <summary>The number of rounds.</summary>
    /// <exception cref="UsageException">It is not positive.</exception>
    public int Rounds(ParseResult parsed)
    {
        int count = parsed.GetValue(rounds);
        return count >= 1 ? count : throw new UsageException($"--rounds must be at least 1, but is {count}");
    }

    /// <summary>Where the page goes; the folder is there afterwards, so that a long run does not end with nowhere to write.</summary>
    public string Target(ParseResult parsed)
    {
        string folder = parsed.GetValue(output) ?? Path.Combine(Repository.Root(), "docs", "benchmarks");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, fileName);
        AtomicFile.CheckWritable(path);
        return path;
    }

    public static void Write(string path, string page)
    {
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        Console.Error.WriteLine($"wrote {path}");
    }
}
