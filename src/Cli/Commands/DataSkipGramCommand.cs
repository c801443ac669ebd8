using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data skipgram: words and their neighbours in running text.</summary>
internal sealed class DataSkipGramCommand
{
    private static readonly SkipGramOptions Defaults = new();

    private readonly Terminal terminal;
    private readonly Argument<string[]> texts = new("TEXT")
    {
        Description = "texts, plain, gzip or zstd, of words separated by white space; windows do not cross lines; - is standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> train = Output("--train", "training");
    private readonly Option<string?> test = Output("--test", "test");
    private readonly Option<int?> window = OptionFactory.Number<int>(
        "--window", "N", $"words before and behind a word that are its labels [default: {Defaults.Window}]");

    private readonly Option<int?> minimumCount = OptionFactory.Number<int>(
        "--minimum-count", "N", $"drop words that occur fewer times in all texts together [default: {TextCorpus.DefaultMinimumCount}]");

    private readonly Option<int?> trainPoints = OptionFactory.Number<int>(
        "--train-points", "N", $"training points, or as many as the texts have left [default: {Lines.Whole(Defaults.TrainPoints)}]");

    private readonly Option<int?> testPoints = OptionFactory.Number<int>(
        "--test-points", "N", $"test points [default: {Lines.Whole(Defaults.TestPoints)}]");

    private DataSkipGramCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        DataSkipGramCommand action = new(terminal);
        Command command = new("skipgram", "Makes a data set of running text: from each word to the words around it.");
        command.Arguments.Add(action.texts);
        foreach (Option option in (IEnumerable<Option>)
            [action.train, action.test, action.window, action.minimumCount, action.trainPoints, action.testPoints])
        {
            command.Options.Add(option);
        }
        command.SetAction(action.Run);
        return command;
    }

    private static Option<string?> Output(string name, string part)
    {
        Option<string?> option =
            OptionFactory.File(name, $"write the {part} points to this file, gzip if its name ends in .gz, zstd if it ends in .zst");
        option.Required = true;
        return option;
    }

    private int Run(ParseResult parsed)
    {
        SkipGramOptions options = Read(parsed);
        options.Validate();
        int rarest = parsed.Positive(minimumCount, TextCorpus.DefaultMinimumCount);
        string trainPath = parsed.GetRequiredValue(train)!;
        string testPath = parsed.GetRequiredValue(test)!;
        if (Path.GetFullPath(trainPath) == Path.GetFullPath(testPath))
            throw new UsageException($"--train and --test must be different files, but both are {trainPath}");
        UserFiles.RequireOutput(trainPath);
        UserFiles.RequireOutput(testPath);
        TextCorpus corpus = UserFiles.ReadTexts(parsed.GetRequiredValue(texts), rarest);
        (Dataset trainData, Dataset testData) = SkipGramDataset.Generate(corpus, options);
        trainData.Save(trainPath);
        testData.Save(testPath);
        terminal.Say(
            $"{Lines.Whole(corpus.ReadCount)} words of {Lines.Whole(corpus.TypeCount)} kinds, " +
            $"{Lines.Whole(corpus.Tokens.Length)} of {Lines.Whole(corpus.Words.Count)} kinds kept");
        Say(trainPath, trainData);
        Say(testPath, testData);
        return ExitCode.Ok;
    }

    private SkipGramOptions Read(ParseResult parsed) => new()
    {
        Window = parsed.Positive(window, Defaults.Window),
        TrainPoints = parsed.Positive(trainPoints, Defaults.TrainPoints),
        TestPoints = parsed.Positive(testPoints, Defaults.TestPoints),
    };

    private void Say(string path, Dataset data) => terminal.Say(
        $"wrote {path} ({Lines.Count(data.Count, "point", "points")}, " +
        $"{Lines.Number((double)data.LabelEntryCount / data.Count)} labels a point, {Lines.Bytes(new FileInfo(path).Length)})");
}
