using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Quickstart;
using Spectre.Console;

namespace Glissade.Cli.Commands;

/// <summary>glissade quickstart: the demonstration, on the documentation that came with the SDK.</summary>
internal sealed class QuickstartEntry
{
    private readonly Terminal terminal;
    private readonly CancellationToken stop;
    private readonly Argument<string[]> descriptions = new("DESCRIPTION")
    {
        Description = "descriptions to answer with the members they fit, each in quotes; a few samples if there are none",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int?> epochs = OptionFactory.Number<int>("--epochs", "N", "passes over the training texts [default: chosen from the data]");
    private readonly Option<int?> threads = OptionFactory.Number<int>("--threads", "N", "workers [default: one for each processor]");

    private QuickstartEntry(Terminal terminal, CancellationToken stop)
    {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        QuickstartEntry action = new(terminal, stop);
        Command command = new(
            "quickstart",
            "Trains on the API documentation that ships with the .NET SDK (description to type, member and words of the name), in about a minute.");
        command.Arguments.Add(action.descriptions);
        command.Options.Add(action.epochs);
        command.Options.Add(action.threads);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TrainingOptions options = new() { Epochs = parsed.GetValue(epochs), Threads = parsed.GetValue(threads) };
        // Refused now rather than after the documentation has been read.
        options.Resolve(DatasetSummary.Of(new DatasetBuilder().Build()));
        IAnsiConsole output = terminal.IsOutputLive ? QuickstartConsole.ForOutput() : QuickstartConsole.Plain(terminal.Output);
        IAnsiConsole messages = terminal.IsLive ? QuickstartConsole.ForMessages() : QuickstartConsole.Plain(terminal.Error);
        using Interruption interruption = new(() => terminal.Say("stopping: the model trained so far goes on"), stop);
        return new QuickstartCommand(output, messages).Run(
            ApiDocumentationLocator.ForThisMachine(),
            () => SyntheticDataset.Generate(SyntheticPresets.Sample),
            (train, progress) => EngineModel.Train(train, options, progress, interruption.Token),
            parsed.GetValue(descriptions) ?? []);
    }
}
