using System.CommandLine;

namespace Glissade.Cli.Commands;

/// <summary>glissade data: what has to do with data sets alone.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        Command command = new("data", "Looks at data sets, converts, fetches and makes them: synthetic ones, and skip-grams of texts.");
        command.Subcommands.Add(DataDescribeCommand.Create(terminal));
        command.Subcommands.Add(DataConvertCommand.Create(terminal));
        command.Subcommands.Add(DataListCommand.Create(terminal));
        command.Subcommands.Add(DataFetchCommand.Create(terminal, stop));
        command.Subcommands.Add(DataGenerateCommand.Create(terminal));
        command.Subcommands.Add(DataSkipGramCommand.Create(terminal));
        return command;
    }
}
