using System.CommandLine;
using System.Text;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade predict: the best labels of each point.</summary>
internal sealed class PredictCommand
{
    private static readonly Choices<Format> Formats = new(("text", Format.Text), ("jsonl", Format.JsonLines));

    private readonly Terminal terminal;
    private readonly Argument<string> model = SharedOptions.Model();
    private readonly Argument<string> input = new("INPUT")
    {
        Description = "points, or texts for a model that was trained on texts; labels are not looked at; - is standard input",
    };

    private readonly Option<string?> output = OptionFactory.File(
        "--output", "where to write the predictions; - is standard output [default: -]");

    private readonly Option<int?> topK = SharedOptions.TopK($"labels for a point, at most [default: {SharedOptions.DefaultTopK}]");
    private readonly Option<float?> threshold = OptionFactory.Number<float>("--threshold", "T", "leave out labels that score below this");
    private readonly RetrievalOptionSet retrieval = new("whether every label is scored, or those that an index finds [default: exact]");
    private readonly LabelMaskOptionSet mask = new(
        "never rank labels that this file, for instance the training data, gives for the identical query");

    private readonly Option<Format?> format = OptionFactory.Choice(
        "--format", Formats,
        "lines \"label:score label:score ...\", names in place of numbers if the model has them, or a JSON object for each point " +
        "[default: text]");

    private readonly Option<bool> ids = OptionFactory.Flag("--ids", "print the numbers of labels even if the model has their names");
    private readonly DataOptionSet data = new(makesFeatures: false, "--input-format");
    private readonly Option<int?> threads = SharedOptions.Threads();

    private PredictCommand(Terminal terminal) => this.terminal = terminal;

    private enum Format
    {
        Text,
        JsonLines,
    }

    public static Command Create(Terminal terminal)
    {
        PredictCommand action = new(terminal);
        Command command = new("predict", "Writes the best labels of each point, the best first, one line a point.");
        command.Arguments.Add(action.model);
        command.Arguments.Add(action.input);
        IEnumerable<Option> options =
            [
                action.output, action.topK, action.threshold, .. action.retrieval.All, .. action.mask.All, action.format, action.ids,
                .. action.data.All, action.threads,
            ];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int best = parsed.Positive(topK, SharedOptions.DefaultTopK);
        int workers = parsed.Positive(threads, Environment.ProcessorCount);
        string? target = parsed.GetValue(output) is { } file and not UserFiles.StandardStream ? file : null;
        retrieval.Check(parsed);
        UserFiles.RequireInput(parsed.GetRequiredValue(input));
        mask.Check(parsed, parsed.GetRequiredValue(input));
        UserFiles.RequireOutput(target);
        using ExtremeClassifier loaded = retrieval.Open(parsed, parsed.GetRequiredValue(model));
        using BackgroundCheck check = new(loaded);
        DataReadOptions reading = data.Read(parsed);
        Dataset points = UserFiles.Load(parsed.GetRequiredValue(input), reading.WithoutLabels(loaded));
        LabelMask? masked = mask.Read(parsed, reading.Fitting(loaded));
        using HashedRetrieval? index = retrieval.Build(parsed, loaded, points, workers);
        IReadOnlyList<IReadOnlyList<Prediction>> predictions = loaded.Predict(
            points, best, workers, index, parsed.GetValue(threshold) ?? float.NegativeInfinity, masked);

        check.Wait();
        IReadOnlyList<string>? names = parsed.GetValue(ids) ? null : loaded.LabelNames;
        PredictionFormat write = parsed.GetValue(format) == Format.JsonLines
            ? PredictionFormats.JsonLines(names)
            : PredictionFormats.Text(names);
        if (target is null)
            WriteAll(terminal.Output);
        else
            AtomicFile.Write(target, WriteFile);
        return ExitCode.Ok;

        void WriteFile(Stream stream)
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            WriteAll(writer);
        }

        void WriteAll(TextWriter writer)
        {
            foreach (IReadOnlyList<Prediction> point in predictions)
                write(writer, point);
        }
    }
}
