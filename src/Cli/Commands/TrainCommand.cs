using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;
using Glissade.Cli.Progress;
using Glissade.Kernels;

namespace Glissade.Cli.Commands;

/// <summary>glissade train: data to model.</summary>
internal sealed class TrainCommand
{
    private readonly Terminal terminal;
    private readonly CancellationToken stop;
    private readonly Argument<string> train = new("TRAIN")
    {
        Description = $"training points {DataOptionSet.Readable}",
    };

    private readonly Option<string> model = new("--model")
    {
        HelpName = "OUT",
        Description = "where to write the model (.safetensors)",
        Required = true,
    };

    private readonly Option<string?> validation = OptionFactory.File(
        "--validation", "points on which P@1 is measured after each epoch and all figures at the end, exactly");

    private readonly Option<int?> topK = SharedOptions.LargestCutoff();
    private readonly LabelMaskOptionSet mask = new(
        "in validation, never rank labels that this file, for instance TRAIN, gives for the identical query, unless they are true labels " +
        "of the point");

    private readonly Option<string?> labelNames = OptionFactory.File(
        "--label-names", "names of numbered labels, one a line from label 0 on, to be kept in the model");

    private readonly DataOptionSet data = new(makesFeatures: true);
    private readonly Option<string?> metrics = SharedOptions.Metrics();
    private readonly TrainingOptionSet training = new();

    private TrainCommand(Terminal terminal, CancellationToken stop)
    {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        TrainCommand action = new(terminal, stop);
        Command command = new(
            "train",
            "Trains a model. Options left out are chosen from the data's shape and printed. Ctrl-C ends early and saves the model.");
        command.Arguments.Add(action.train);
        IEnumerable<Option> options =
        [
            action.model, action.validation, action.topK, .. action.mask.All, action.metrics, .. action.data.All, action.labelNames,
            .. action.training.All,
        ];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TrainingOptions options = training.Read(parsed);
        CheckBeforehand(parsed, options);
        int[] cutoffs = Cutoffs.UpTo(parsed.Positive(topK, SharedOptions.DefaultTopK));
        string source = parsed.GetRequiredValue(train);
        DataReadOptions reading = data.Read(parsed);
        Dataset points = UserFiles.Load(source, reading);
        Validation? held = ReadValidation(parsed, reading.Fitting(points), source, points);
        string[]? names = ReadLabelNames(parsed, points);
        Announce(points, options);

        string target = parsed.GetRequiredValue(model);
        using ExtremeClassifier trained = TrainAndSave(points, options, held, names, target);
        TrainingReport report = trained.Training ?? throw new InvalidOperationException("a trained model has a report");
        EvaluationReport? evaluation = held is null ? null : trained.Evaluate(
            held.Points, cutoffs, threads: trained.Recipe.Threads, mask: held.Mask);
        if (evaluation is not null)
            EvaluationPrinter.Write(terminal.Output, $"exact search, {Lines.Count(evaluation.Points, "point", "points")}", evaluation);
        if (parsed.GetValue(metrics) is { } metricsPath)
            MetricsJson.Write(metricsPath, RunReports.Of(trained, trained.Recipe.Threads), evaluation, report);
        return ExitCode.Ok;
    }

    /// <summary>What can be wrong without the data should be known before hours are spent on it.</summary>
    private void CheckBeforehand(ParseResult parsed, TrainingOptions options)
    {
        _ = options.Resolve(DatasetSummary.Of(new DatasetBuilder().Build()));
        UserFiles.RequireInput(parsed.GetRequiredValue(train));
        string? held = parsed.GetValue(validation);
        if (held is not null)
        {
            UserFiles.RequireInput(held);
            if (held == UserFiles.StandardStream && parsed.GetRequiredValue(train) == UserFiles.StandardStream)
                throw new UsageException("standard input cannot be both the training data and the validation data");
        }
        else if (mask.IsGiven(parsed) || parsed.GetValue(topK) is not null)
        {
            throw new UsageException("--mask-input-items, --filter-known and --top-k mean something with --validation only");
        }
        // The training data are read once, and may be what is known.
        mask.Check(parsed, held);
        if (parsed.GetValue(labelNames) is { } namesPath)
            UserFiles.RequireInput(namesPath);
        UserFiles.RequireOutput(parsed.GetRequiredValue(model));
        UserFiles.RequireOutput(parsed.GetValue(metrics));
    }

    private Validation? ReadValidation(ParseResult parsed, DataReadOptions reading, string source, Dataset points)
    {
        if (parsed.GetValue(validation) is not { } path)
            return null;
        Dataset held = UserFiles.Load(path, reading);
        UserFiles.SayUnknown(terminal, path, held);
        return new Validation(held, mask.Read(parsed, reading, (source, points)));
    }

    private string[]? ReadLabelNames(ParseResult parsed, Dataset points)
    {
        if (parsed.GetValue(labelNames) is not { } path)
            return null;
        if (points.LabelNames is not null)
            throw new UsageException($"{labelNames.Name} is for numbered labels, but those of {parsed.GetRequiredValue(train)} have names");
        string[] names = UserFiles.ReadNames(path);
        return names.Length == points.LabelCount
            ? names
            : throw new UsageException($"{path}: found {names.Length} names, expected {points.LabelCount}, the number of labels");
    }

    private void Announce(Dataset points, TrainingOptions options)
    {
        DatasetSummary summary = DatasetSummary.Of(points);
        TrainingRecipe recipe = options.Resolve(summary);
        terminal.Say(Lines.Named(
            "data",
            $"{Lines.Count(summary.PointCount, "point", "points")}, {Lines.Number(summary.FeaturesPerPoint.Mean)} features and " +
            $"{Lines.Number(summary.LabelsPerPoint.Mean)} labels a point"));
        foreach (string line in RecipePrinter.Describe(recipe, points.FeatureCount, points.LabelCount))
            terminal.Say(line);
        string threads = Lines.Count(recipe.Threads, "thread", "threads");
        terminal.Say(Lines.Named("run", $"{threads}, seed {recipe.Seed}, {NativeFeatures.Instructions}"));
    }

    /// <summary>Interrupts are caught for this long only: once the model is on disk, nothing that takes long is left to be saved.</summary>
    private ExtremeClassifier TrainAndSave(Dataset points, TrainingOptions options, Validation? held, string[]? names, string target)
    {
        using Interruption interruption = new(SayStopping, stop);
        ExtremeClassifier trained = terminal.IsLive
            ? LiveProgress.Run(progress => Train(progress))
            : Train(new PlainProgress(terminal.Error));
        try
        {
            if (names is not null)
                trained.NameLabels(names);
            trained.Save(target);
        }
        catch
        {
            trained.Dispose();
            throw;
        }
        TrainingReport? report = trained.Training;
        string how = report is { StoppedEarly: true } ? "stopped early after" : "trained for";
        terminal.Say($"{how} {Lines.Seconds(report?.TrainSeconds ?? 0)}; saved {target} ({Lines.Bytes(new FileInfo(target).Length)})");
        return trained;

        ExtremeClassifier Train(IProgress<TrainingProgress> progress) =>
            ExtremeClassifier.Train(points, options, progress, held?.Points, held?.Mask, interruption.Token);
    }

    private void SayStopping() =>
        terminal.Say((terminal.IsLive ? "\n" : "") + "stopping after the batches under way, then saving; interrupt again to end at once");

    /// <summary>What is measured after each epoch, and what is left out of its ranking.</summary>
    private sealed record Validation(Dataset Points, LabelMask? Mask);
}
