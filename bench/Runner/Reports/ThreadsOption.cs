using System.CommandLine;

namespace Glissade.Runner.Reports;

/// <summary>How many threads a command measures with at most.</summary>
internal sealed class ThreadsOption
{
    private readonly Option<int> threads;

    /// <param name="measured">With which numbers of threads it measures, in words.</param>
    public ThreadsOption(string measured) => threads = new Option<int>("--threads")
    {
        HelpName = "N",
        Description = $"measures with {measured} threads [default: one for each processor]",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public void AddTo(Command command) => command.Options.Add(threads);

    /// <summary>N.</summary>
    /// <exception cref="UsageException">It is not positive.</exception>
    public int Most(ParseResult parsed)
    {
        int most = parsed.GetValue(threads);
        return most >= 1 ? most : throw new UsageException($"--threads must be at least 1, but is {most}");
    }
}
