using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data generate: a synthetic data set of a wanted shape.</summary>
internal sealed class DataGenerateCommand
{
    private static readonly SyntheticOptions Defaults = new();
    private static readonly RareWordsOptions RareWords = new();

    private readonly Terminal terminal;
    private readonly Argument<string> prefix = new("OUT_PREFIX") { Description = "writes OUT_PREFIX_train.txt and OUT_PREFIX_test.txt" };
    private readonly Option<Preset?> preset = OptionFactory.Choice(
        "--preset",
        new Choices<Preset>(
            ("sample", Preset.Sample), ("a67k", Preset.A67K), ("a670k", Preset.A670K), ("rare-words", Preset.RareWords)),
        "the sample in datasets, the sets of the benchmarks with 67,000 or 670,091 labels, or one whose rare words all but name the " +
        "labels; other options change them");

    private readonly Option<int?> labels = Number("--labels", "labels", Defaults.LabelCount);
    private readonly Option<int?> features = Number("--features", "features", Defaults.FeatureCount);
    private readonly Option<int?> train = Number("--train", "training points", Defaults.TrainCount);
    private readonly Option<int?> test = Number("--test", "test points", Defaults.TestCount);
    private readonly Option<double?> draws = OptionFactory.Number<double>(
        "--nnz", "X", $"mean number of features drawn for a point; repetitions fall together [default: {Defaults.FeatureDrawsPerPoint}]");

    private readonly Option<double?> labelsPerPoint = OptionFactory.Number<double>(
        "--labels-per-point", "X", $"mean number of labels of a point [default: {Defaults.LabelsPerPoint}]");

    private readonly Option<double?> noise = OptionFactory.Number<double>(
        "--noise", "X",
        $"share of the features that say nothing about the labels, from 0 to 1 [default: {Lines.Invariant(Defaults.NoiseShare)}]");

    private readonly Option<Toggle?> normalize = OptionFactory.Switch(
        "--normalize", "whether points are scaled to length 1 [default: false]");

    private readonly Option<ulong?> seed = OptionFactory.Number<ulong>(
        "--seed", "N", $"other seeds give other data [default: {Defaults.Seed}]");

    private DataGenerateCommand(Terminal terminal) => this.terminal = terminal;

    private enum Preset
    {
        Sample,
        A67K,
        A670K,
        RareWords,
    }

    public static Command Create(Terminal terminal)
    {
        DataGenerateCommand action = new(terminal);
        Command command = new("generate", "Makes a synthetic data set with clustered labels of Zipfian frequency.");
        command.Arguments.Add(action.prefix);
        foreach (Option option in (IEnumerable<Option>)
            [
                action.preset, action.labels, action.features, action.train, action.test, action.draws, action.labelsPerPoint, action.noise,
                action.normalize, action.seed,
            ])
        {
            command.Options.Add(option);
        }
        command.SetAction(action.Run);
        return command;
    }

    private static Option<int?> Number(string name, string what, int otherwise) =>
        OptionFactory.Number<int>(name, "N", $"number of {what} [default: {Lines.Whole(otherwise)}]");

    private int Run(ParseResult parsed)
    {
        Action<Stream, Stream> write = parsed.GetValue(preset) == Preset.RareWords ? WriteRareWords(parsed) : WriteClusters(parsed);
        string trainPath = parsed.GetRequiredValue(prefix) + "_train.txt";
        string testPath = parsed.GetRequiredValue(prefix) + "_test.txt";
        UserFiles.RequireOutput(trainPath);
        UserFiles.RequireOutput(testPath);
        // One within the other: should the second fail, neither file appears.
        AtomicFile.Write(trainPath, trainStream =>
            AtomicFile.Write(testPath, testStream => write(trainStream, testStream)));
        foreach (string path in (string[])[trainPath, testPath])
            terminal.Say($"wrote {path} ({Lines.Bytes(new FileInfo(path).Length)})");
        return ExitCode.Ok;
    }

    private Action<Stream, Stream> WriteClusters(ParseResult parsed)
    {
        SyntheticOptions options = Read(parsed);
        options.Validate();
        return (trainStream, testStream) => SyntheticDataset.WriteText(options, trainStream, testStream);
    }

    private Action<Stream, Stream> WriteRareWords(ParseResult parsed)
    {
        foreach (Option option in (Option[])[features, draws, noise, normalize])
        {
            if (parsed.GetResult(option) is not null)
                throw new UsageException($"{option.Name} means nothing with --preset rare-words");
        }
        RareWordsOptions options = RareWords with
        {
            LabelCount = parsed.Positive(labels, RareWords.LabelCount),
            TrainCount = parsed.Positive(train, RareWords.TrainCount),
            TestCount = parsed.Positive(test, RareWords.TestCount),
            LabelsPerPoint = parsed.GetValue(labelsPerPoint) ?? RareWords.LabelsPerPoint,
            Seed = parsed.GetValue(seed) ?? RareWords.Seed,
        };
        options.Validate();
        return (trainStream, testStream) =>
        {
            (Dataset trainPart, Dataset testPart) = RareWordsDataset.Generate(options);
            trainPart.WriteTo(trainStream);
            testPart.WriteTo(testStream);
        };
    }

    private SyntheticOptions Read(ParseResult parsed)
    {
        SyntheticOptions start = parsed.GetValue(preset) switch
        {
            Preset.Sample => SyntheticPresets.Sample,
            Preset.A67K => SyntheticPresets.A67K,
            Preset.A670K => SyntheticPresets.A670K,
            _ => Defaults,
        };
        return start with
        {
            LabelCount = parsed.Positive(labels, start.LabelCount),
            FeatureCount = parsed.Positive(features, start.FeatureCount),
            TrainCount = parsed.Positive(train, start.TrainCount),
            TestCount = parsed.Positive(test, start.TestCount),
            FeatureDrawsPerPoint = parsed.GetValue(draws) ?? start.FeatureDrawsPerPoint,
            LabelsPerPoint = parsed.GetValue(labelsPerPoint) ?? start.LabelsPerPoint,
            NoiseShare = parsed.GetValue(noise) ?? start.NoiseShare,
            NormalizeRows = parsed.GetToggle(normalize) ?? start.NormalizeRows,
            Seed = parsed.GetValue(seed) ?? start.Seed,
        };
    }
}
