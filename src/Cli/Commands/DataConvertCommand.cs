using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data convert: the same data in another format.</summary>
internal sealed class DataConvertCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> input = new("IN") { Description = $"points {DataOptionSet.Readable}" };
    private readonly Argument<string> output =
        new("OUT") { Description = "the file to write, gzip if its name ends in .gz, zstd if it ends in .zst" };
    private readonly DataOptionSet reading = new(makesFeatures: true);
    private readonly Option<DataFormat?> to = OptionFactory.Choice(
        "--to", DataOptionSet.Formats, "what to write [default: told by the name, or else xc]");

    private readonly Option<string?> like = OptionFactory.File(
        "--like", "give words and labels of texts the numbers that they have in this cache, and leave out others");

    private readonly Option<string?> labelNames = OptionFactory.File(
        "--label-names", "write the names that texts have for labels to this file, one a line from label 0 on");

    private readonly Option<string?> featureNames = OptionFactory.File(
        "--feature-names", "write the words that became features to this file, one a line from feature 0 on");

    private DataConvertCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        DataConvertCommand action = new(terminal);
        Command command = new(
            "convert",
            "Writes a data set in another format. Texts stay texts in fasttext, csv and jsonl, and become numbered features otherwise; " +
            "a cache keeps their names.");
        command.Arguments.Add(action.input);
        command.Arguments.Add(action.output);
        IEnumerable<Option> options = [action.to, .. action.reading.All, action.like, action.labelNames, action.featureNames];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string source = parsed.GetRequiredValue(input);
        string target = parsed.GetRequiredValue(output);
        UserFiles.RequireInput(source);
        UserFiles.RequireOutput(target);
        UserFiles.RequireOutput(parsed.GetValue(labelNames));
        UserFiles.RequireOutput(parsed.GetValue(featureNames));
        DataReadOptions options = reading.Read(parsed);
        if (parsed.GetValue(like) is { } model)
            options = options.Fitting(UserFiles.Load(model));
        ConversionReport report = UserFiles.Convert(source, target, options, parsed.GetValue(to), CheckNames);
        UserFiles.SayUnknown(terminal, source, report.UnknownLabels);
        WriteNames(parsed, labelNames, report.LabelNames);
        WriteNames(parsed, featureNames, report.FeatureNames);
        terminal.Say(
            $"wrote {target} ({DataOptionSet.Formats.NameOf(report.From)} to {DataOptionSet.Formats.NameOf(report.To)}, " +
            $"{Lines.Count(report.Points, "point", "points")}, {Lines.Bytes(new FileInfo(target).Length)})");
        return ExitCode.Ok;

        void CheckNames(ConversionNames names)
        {
            RequireNames(parsed, labelNames, names.OfLabels);
            RequireNames(parsed, featureNames, names.OfFeatures);
        }
    }

    private static void RequireNames(ParseResult parsed, Option<string?> option, bool names)
    {
        if (parsed.GetValue(option) is not null && !names)
        {
            throw new UsageException(
                $"{option.Name}: there are no names to write; texts have them, if they become numbers that are not hashed");
        }
    }

    private static void WriteNames(ParseResult parsed, Option<string?> option, IReadOnlyList<string>? names)
    {
        if (parsed.GetValue(option) is not { } path || names is null)
            return;
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (string name in names)
                writer.WriteLine(name);
        });
    }
}
