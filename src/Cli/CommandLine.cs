using System.CommandLine;
using System.CommandLine.Parsing;
using Glissade.Cli.Commands;

namespace Glissade.Cli;

/// <summary>The whole command: parses arguments, runs what they ask for, turns what went wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="stop">Ends training early, as an interrupt does.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken stop = default)
    {
        try
        {
            ParseResult parsed = CreateRoot(terminal, stop).Parse(args);
            int code = parsed.Errors.Count > 0 ? RefuseArguments(parsed, terminal) : Invoke(parsed, terminal);
            terminal.Output.Flush();
            return code;
        }
#pragma warning disable CA1031 // The last handler: whatever happened becomes a line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failures.Report(exception, terminal);
        }
    }

    private static RootCommand CreateRoot(Terminal terminal, CancellationToken stop)
    {
        RootCommand root = new("Trains, evaluates and queries networks with very wide output layers, on CPUs.");
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        // Every command is listed here.
        root.Subcommands.Add(QuickstartEntry.Create(terminal, stop));
        root.Subcommands.Add(TrainCommand.Create(terminal, stop));
        root.Subcommands.Add(TuneCommand.Create(terminal, stop));
        root.Subcommands.Add(EvaluateCommand.Create(terminal));
        root.Subcommands.Add(PredictCommand.Create(terminal));
        root.Subcommands.Add(InspectCommand.Create(terminal));
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(ServeCommand.Create(terminal, stop));
        root.Subcommands.Add(DataCommand.Create(terminal, stop));
        return root;
    }

    private static int Invoke(ParseResult parsed, Terminal terminal) => parsed.Invoke(new InvocationConfiguration
    {
        Output = terminal.Output,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,
    });

    private static int RefuseArguments(ParseResult parsed, Terminal terminal)
    {
        // Without arguments the parser's error is that a command is missing; the help says more.
        if (parsed.Tokens.Count == 0)
        {
            InvocationConfiguration asMessage = new() { Output = terminal.Error, Error = terminal.Error };
            parsed.RootCommandResult.Command.Parse("--help").Invoke(asMessage);
            return ExitCode.BadInput;
        }
        // For an unknown word the parser's first error is that a command is missing.
        string message = parsed.UnmatchedTokens.Count > 0
            ? $"unknown command or option \"{parsed.UnmatchedTokens[0]}\""
            : parsed.Errors[0].Message;
        Failures.Say(terminal, message);
        terminal.Say($"Try \"{CommandPath(parsed)} --help\".");
        return ExitCode.BadInput;
    }

    private static string CommandPath(ParseResult parsed)
    {
        List<string> names = [];
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult command && command.Command is not RootCommand)
                names.Insert(0, command.Command.Name);
        }
        return string.Join(' ', names.Prepend("glissade"));
    }
}
