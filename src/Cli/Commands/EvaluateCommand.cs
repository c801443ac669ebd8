using System.CommandLine;
using System.Diagnostics;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade evaluate: how well a model ranks, exactly and, if wanted, with hashed search beside it.</summary>
internal sealed class EvaluateCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> model = SharedOptions.Model();
    private readonly Argument<string> test = new("TEST") { Description = "labelled points; - is standard input" };
    private readonly DataOptionSet data = new(makesFeatures: false);
    private readonly Option<int?> topK = SharedOptions.LargestCutoff();
    private readonly RetrievalOptionSet retrieval = new(
        "lsh measures the search by an index too, beside the exact one [default: exact]");

    private readonly LabelMaskOptionSet mask = new(
        "never rank labels that this file, for instance the training data, gives for the identical query, unless they are true labels of " +
        "the point");

    private readonly Option<PropensityConstants?> propensity = PropensityOption.Create();
    private readonly Option<string?> metrics = SharedOptions.Metrics();
    private readonly Option<int?> threads = SharedOptions.Threads();

    private EvaluateCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        EvaluateCommand action = new(terminal);
        Command command = new("evaluate", "Measures how well a model ranks the labels of test points.");
        command.Arguments.Add(action.model);
        command.Arguments.Add(action.test);
        IEnumerable<Option> options =
            [action.topK, .. action.data.All, .. action.retrieval.All, .. action.mask.All, action.propensity, action.metrics,
                action.threads];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int[] cutoffs = Cutoffs.UpTo(parsed.Positive(topK, SharedOptions.DefaultTopK));
        int workers = parsed.Positive(threads, Environment.ProcessorCount);
        retrieval.Check(parsed);
        string testPath = parsed.GetRequiredValue(test);
        UserFiles.RequireInput(testPath);
        mask.Check(parsed, testPath);
        UserFiles.RequireOutput(parsed.GetValue(metrics));
        using ExtremeClassifier loaded = UserFiles.LoadModel(parsed.GetRequiredValue(model));
        DataReadOptions reading = data.Read(parsed).Fitting(loaded);
        Dataset points = UserFiles.Load(testPath, reading);
        UserFiles.SayUnknown(terminal, testPath, points.UnknownLabelCount);
        LabelMask? masked = mask.Read(parsed, reading);

        EvaluationReport exact = Measure("exact search", null);
        long start = Stopwatch.GetTimestamp();
        using HashedRetrieval? index = retrieval.Build(parsed, loaded, points, workers);
        EvaluationReport? hashed = index is null ? null : Measure(DescribeHashed(loaded, index, Stopwatch.GetElapsedTime(start)), index);
        if (parsed.GetValue(metrics) is { } path)
            MetricsJson.Write(path, RunReports.Of(loaded, workers), exact, hashed: hashed);
        return ExitCode.Ok;

        EvaluationReport Measure(string title, HashedRetrieval? search)
        {
            long began = Stopwatch.GetTimestamp();
            EvaluationReport report = loaded.Evaluate(points, cutoffs, parsed.GetValue(propensity), workers, search, masked);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            string speed = $"{Lines.Count(report.Points, "point", "points")} in {Lines.Seconds(seconds)}";
            EvaluationPrinter.Write(terminal.Output, $"{title}, {speed}", report);
            return report;
        }
    }

    private static string DescribeHashed(ExtremeClassifier model, HashedRetrieval index, TimeSpan building) =>
        $"hashed search, at most {Lines.Whole(index.Candidates)} candidates ({RecipePrinter.DescribeIndex(model.Recipe, index.Kind)}; " +
        (index.IsStored ? "the model's own)" : $"built in {Lines.Seconds(building.TotalSeconds)})");
}
