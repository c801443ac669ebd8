using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;
using Glissade.Lsh;

namespace Glissade.Cli.Commands;

/// <summary>glissade inspect: what a model is, how an index over its labels is loaded, and how much it finds.</summary>
internal sealed class InspectCommand
{
    private const int DefaultQueries = 256;
    private const int TopLabels = 5;

    private static readonly int[] Budgets = [100, 1000, 10_000];

    private readonly Terminal terminal;
    private readonly Argument<string> model = SharedOptions.Model();
    private readonly Option<string?> data = OptionFactory.File(
        "--data", "points to measure the index's recall with; otherwise points with random features are used");

    private readonly DataOptionSet reading = new(makesFeatures: false);
    private readonly Option<int?> queries = OptionFactory.Number<int>(
        "--queries", "N", $"how many points, the first ones of the file [default: {DefaultQueries}]");

    private readonly Option<IndexKind?> index = SharedOptions.Index("what finds labels [default: what the model was trained with]");

    private InspectCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        InspectCommand action = new(terminal);
        Command command = new(
            "inspect",
            "Shows a model's shape and recipe, the load of an index over its labels, and its recall of the exactly best labels.");
        command.Arguments.Add(action.model);
        foreach (Option option in (IEnumerable<Option>)[action.data, .. action.reading.All, action.queries, action.index])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int count = parsed.Positive(queries, DefaultQueries);
        string path = parsed.GetRequiredValue(model);
        string? dataPath = parsed.GetValue(data);
        UserFiles.RequireInput(dataPath ?? UserFiles.StandardStream);
        using ExtremeClassifier loaded = UserFiles.LoadModel(path);
        WriteModel(loaded, path);

        Dataset points = dataPath is null
            ? RandomPoints.Draw(loaded, count)
            : Subset.First(UserFiles.Load(
                dataPath, reading.Read(parsed).Fitting(loaded) with { Limits = new DatasetLimits(loaded.FeatureCount) }), count);
        using HashedRetrieval retrieval = HashedRetrieval.Build(loaded, points, index: parsed.GetValue(index) ?? loaded.Recipe.Index);
        WriteIndex(loaded, retrieval);
        string source = dataPath is null ? "points with random features, which say little about real ones" : $"points of {dataPath}";
        WriteRecall(loaded, retrieval, points, source);
        if (points.LabelEntryCount > 0 && points.LabelCount <= loaded.LabelCount)
            WriteLabelRecall(loaded, retrieval, points);
        return ExitCode.Ok;
    }

    private void WriteModel(ExtremeClassifier loaded, string path)
    {
        TextWriter writer = terminal.Output;
        writer.WriteLine(Lines.Named("file", $"{path}, {Lines.Bytes(new FileInfo(path).Length)}"));
        foreach (string line in RecipePrinter.Describe(loaded.Recipe, loaded.FeatureCount, loaded.LabelCount))
            writer.WriteLine(line);
        writer.WriteLine(Lines.Named("parameters", Lines.Whole(loaded.ParameterCount)));
        int seen = loaded.LabelFrequencies.Length - loaded.LabelFrequencies.Span.Count(0);
        writer.WriteLine(Lines.Named(
            "trained on",
            $"{Lines.Count(loaded.TrainingPoints, "point", "points")} with {Lines.Whole(seen)} of the " +
            $"{Lines.Count(loaded.LabelCount, "label", "labels")}, seed {loaded.Recipe.Seed}"));
        if (loaded.TextFeatures is { } text)
            writer.WriteLine(Lines.Named("texts", DescribeText(text)));
        writer.WriteLine(Lines.Named("label names", loaded.LabelNames is null ? "none" : $"such as \"{loaded.LabelNames[0]}\""));
    }

    private static string DescribeText(TextFeatures text)
    {
        string words = text.Tokens == TextTokens.Spaces ? "words as they are between spaces" : "words of letters and digits in lower case";
        string runs = text.WordNGrams == 1 ? "" : $" and runs of up to {text.WordNGrams}";
        return words + runs + (text.Names is null ? ", hashed" : "");
    }

    private void WriteIndex(ExtremeClassifier loaded, HashedRetrieval retrieval)
    {
        TextWriter writer = terminal.Output;
        IndexStatistics statistics = retrieval.Describe();
        writer.WriteLine();
        writer.WriteLine(Lines.Named(
            retrieval.Kind == IndexKind.Tables ? "hash tables" : "search by",
            $"{RecipePrinter.DescribeIndex(loaded.Recipe, retrieval.Kind)}; {Lines.Bytes(statistics.MemoryBytes)} in memory"));
        if (statistics.Load is { } load)
            WriteLoad(retrieval.Kind, statistics.BucketsPerTable, load);
    }

    private void WriteLoad(IndexKind kind, int buckets, TableLoad load)
    {
        TextWriter writer = terminal.Output;
        (string one, string many) = kind == IndexKind.InvertedFile ? ("list", "lists") : ("bucket", "buckets");
        string each = kind == IndexKind.InvertedFile ? "" : " a table";
        string dropped = kind == IndexKind.InvertedFile ? "" : $"; {Lines.Percent(Share(load))} of the labels did not fit";
        writer.WriteLine(Lines.Named(
            many,
            $"{Lines.Whole(buckets)}{each}, {Lines.Percent(load.EmptyFraction)} of them empty; the largest has " +
            $"{Lines.Count(load.LargestBucket, "label", "labels")}{dropped}"));
        writer.WriteLine($"  {$"labels in a {one}",-24}{many}");
        HistogramPrinter.Write(writer, load.SizeHistogram, "empty");
    }

    private void WriteRecall(ExtremeClassifier loaded, HashedRetrieval retrieval, Dataset points, string source)
    {
        TextWriter writer = terminal.Output;
        writer.WriteLine();
        writer.WriteLine(
            $"how many of the {TopLabels} best labels by exact search are among the candidates ({Lines.Whole(points.Count)} {source})");
        foreach (int budget in BudgetsFor(loaded))
        {
            IndexRecall recall = retrieval.MeasureRecall(points, TopLabels, budget);
            writer.WriteLine(
                $"  of at most {Lines.Whole(budget),6} candidates ({Lines.Whole((long)Math.Round(recall.MeanCandidates))} on average)  " +
                Lines.Percent(recall.Recall));
        }
    }

    private void WriteLabelRecall(ExtremeClassifier loaded, HashedRetrieval tables, Dataset points)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("how many of their true labels are among the candidates");
        foreach (int budget in BudgetsFor(loaded))
        {
            IndexRecall recall = tables.MeasureLabelRecall(points, budget);
            terminal.Output.WriteLine($"  of at most {Lines.Whole(budget),6} candidates  {Lines.Percent(recall.Recall)}");
        }
    }

    private static IEnumerable<int> BudgetsFor(ExtremeClassifier loaded) =>
        Budgets.Where(budget => budget < loaded.LabelCount).DefaultIfEmpty(loaded.LabelCount);

    private static double Share(TableLoad load) => (double)load.DroppedIds / Math.Max(1, load.DroppedIds + load.StoredIds);
}
