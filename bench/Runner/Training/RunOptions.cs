using System.CommandLine;

namespace Glissade.Runner.Training;

/// <summary>What commands that train by the command have in common: how often, and with how many threads.</summary>
internal sealed class RunOptions
{
    private readonly Option<int> runs = new("--runs")
    {
        HelpName = "N",
        Description = "runs of each, with seeds from 1",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<int> threads = new("--threads")
    {
        HelpName = "N",
        Description = "worker threads of each run",
        DefaultValueFactory = _ => 2,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(runs);
        command.Options.Add(threads);
    }

    /// <exception cref="UsageException">The number is not positive.</exception>
    public int Runs(ParseResult parsed) => Positive(parsed, runs);

    /// <exception cref="UsageException">The number is not positive.</exception>
    public int Threads(ParseResult parsed) => Positive(parsed, threads);

    private static int Positive(ParseResult parsed, Option<int> option)
    {
        int value = parsed.GetValue(option);
        return value > 0 ? value : throw new UsageException($"{option.Name} must be positive, but is {value}");
    }
}
