using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;
using Glissade.Cli.Progress;
using Glissade.Kernels;

namespace Glissade.Cli.Commands;

/// <summary>glissade train: data to model.</summary>
internal sealed class TrainCommand
{
    private const double DefaultLogSeconds = 10;

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
    private readonly Option<string?> from = OptionFactory.File(
        "--from",
        "train on from this model, with its options unless others are given; new labels and features make it grow. Of a checkpoint the " +
        "optimizer state is taken over too");

    private readonly Option<string?> forgetting = OptionFactory.File(
        "--forgetting", "with --from: points on which the model before and the one after are measured, old test data say");

    private readonly Option<string?> labelNames = OptionFactory.File(
        "--label-names", "names of numbered labels, one a line from label 0 on, to be kept in the model");

    private readonly DataOptionSet data = new(makesFeatures: true);
    private readonly Option<string?> metrics = SharedOptions.Metrics();
    private readonly Option<string?> log = OptionFactory.File(
        "--log", "append figures to this file while training, as JSON lines: one object an epoch and one every --log-seconds");

    private readonly Option<double?> logSeconds = OptionFactory.Number<double>(
        "--log-seconds", "S", "seconds between two lines of --log within an epoch [default: 10]");

    private readonly Option<string?> report = OptionFactory.File(
        "--report", "write the run with its curves to this file as one HTML page");

    private readonly CheckpointOptionSet checkpoints = new();
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
            "Trains a model. Options left out are chosen from the data's shape and printed. Ctrl-C ends early and saves the model or, " +
            "with --checkpoint, a checkpoint.");
        command.Arguments.Add(action.train);
        IEnumerable<Option> options =
        [
            action.model, action.validation, action.topK, .. action.mask.All, action.from, action.forgetting, action.metrics, action.log,
            action.logSeconds, action.report, .. action.data.All, action.labelNames, .. action.checkpoints.All, .. action.training.All,
        ];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TrainingOptions options = training.Read(parsed);
        CheckBeforehand(parsed);
        options = options with { Checkpoints = checkpoints.Read(parsed, SayMeanwhile) };
        int[] cutoffs = Cutoffs.UpTo(parsed.Positive(topK, SharedOptions.DefaultTopK));
        using StartingPoint start = StartingPoint.Of(parsed.GetValue(from));
        _ = start.Resolve(options, DatasetSummary.Of(new DatasetBuilder().Build()));
        string source = parsed.GetRequiredValue(train);
        DataReadOptions reading = start.Reading(data.Read(parsed));
        Dataset points = UserFiles.Load(source, reading);
        if (start.Model is not null)
            UserFiles.SayUnknown(terminal, source, points.UnknownLabelCount);
        Validation? held = ReadValidation(parsed, reading.Fitting(points) with { Limits = start.LimitsWith(points) }, source, points);
        string[]? names = ReadLabelNames(parsed, start.LimitsWith(points), points);
        Dataset? old = parsed.GetValue(forgetting) is { } oldPath ? UserFiles.Load(oldPath, reading.Fitting(start.Model!)) : null;
        Announce(points, options, start);

        string target = parsed.GetRequiredValue(model);
        using TrainingLog? follower = OpenLog(parsed, options, start, points);
        using ExtremeClassifier trained = TrainAndSave(points, options, start, held, names, target, follower);
        TrainingReport figures = trained.Training ?? throw new InvalidOperationException("a trained model has a report");
        if (figures.StoppedEarly && options.Checkpoints is not null)
        {
            WriteReport(parsed, trained, figures, null);
            return ExitCode.Interrupted;
        }
        EvaluationReport? evaluation = held is null ? null : trained.Evaluate(
            held.Points, cutoffs, threads: trained.Recipe.Threads, mask: held.Mask);
        if (evaluation is not null)
            EvaluationPrinter.Write(terminal.Output, $"exact search, {Lines.Count(evaluation.Points, "point", "points")}", evaluation);
        if (old is not null)
            SayForgotten(old, start.Model!, trained);
        if (parsed.GetValue(metrics) is { } metricsPath)
            MetricsJson.Write(metricsPath, RunReports.Of(trained, trained.Recipe.Threads), evaluation, figures);
        WriteReport(parsed, trained, figures, evaluation);
        return ExitCode.Ok;
    }

    /// <summary>What can be wrong without the data should be known before hours are spent on it.</summary>
    private void CheckBeforehand(ParseResult parsed)
    {
        if (parsed.GetValue(forgetting) is { } old)
        {
            if (parsed.GetValue(from) is null)
                throw new UsageException("--forgetting means something with --from only");
            UserFiles.RequireInput(old);
        }
        string? held = parsed.GetValue(validation);
        UserFiles.RequireTrainingInputs(parsed.GetRequiredValue(train), held);
        if (held is null && (mask.IsGiven(parsed) || parsed.GetValue(topK) is not null))
            throw new UsageException("--mask-input-items, --filter-known and --top-k mean something with --validation only");
        // The training data are read once, and may be what is known.
        mask.Check(parsed, held);
        if (parsed.GetValue(labelNames) is { } namesPath)
            UserFiles.RequireInput(namesPath);
        UserFiles.RequireOutput(parsed.GetRequiredValue(model));
        UserFiles.RequireOutput(parsed.GetValue(metrics));
        UserFiles.RequireOutput(parsed.GetValue(report));
        UserFiles.RequireOutput(parsed.GetValue(log));
        if (parsed.GetValue(logSeconds) is { } seconds && (parsed.GetValue(log) is null || !(seconds is > 0 and < 1e9)))
            throw new UsageException($"--log-seconds must be positive and means something with --log only, but is {seconds}");
    }

    private Validation? ReadValidation(ParseResult parsed, DataReadOptions reading, string source, Dataset points)
    {
        if (parsed.GetValue(validation) is not { } path)
            return null;
        Dataset held = UserFiles.Load(path, reading);
        UserFiles.SayUnknown(terminal, path, held.UnknownLabelCount);
        return new Validation(held, mask.Read(parsed, reading, (source, points)));
    }

    private string[]? ReadLabelNames(ParseResult parsed, DatasetLimits sizes, Dataset points)
    {
        if (parsed.GetValue(labelNames) is not { } path)
            return null;
        if (points.LabelNames is not null)
            throw new UsageException($"{labelNames.Name} is for numbered labels, but those of {parsed.GetRequiredValue(train)} have names");
        string[] names = UserFiles.ReadNames(path);
        return names.Length == sizes.LabelCount
            ? names
            : throw new UsageException($"{path}: found {names.Length} names, expected {sizes.LabelCount}, the number of labels");
    }

    private TrainingLog? OpenLog(ParseResult parsed, TrainingOptions options, StartingPoint start, Dataset data)
    {
        if (parsed.GetValue(log) is not { } path)
            return null;
        TrainingLog opened = new(path, TimeSpan.FromSeconds(parsed.GetValue(logSeconds) ?? DefaultLogSeconds), SayMeanwhile);
        opened.Begin(options.Checkpoints?.Resume?.Recipe ?? start.Resolve(options, DatasetSummary.Of(data)), options.Checkpoints?.Resume);
        return opened;
    }

    private void WriteReport(ParseResult parsed, ExtremeClassifier trained, TrainingReport figures, EvaluationReport? evaluation)
    {
        if (parsed.GetValue(report) is { } path)
            HtmlReport.Write(path, trained.Recipe, figures, RunReports.Of(trained, trained.Recipe.Threads), evaluation);
    }

    private void SayForgotten(Dataset old, ExtremeClassifier before, ExtremeClassifier after)
    {
        foreach ((string when, ExtremeClassifier measured) in ((string, ExtremeClassifier)[])[("before", before), ("after", after)])
        {
            EvaluationReport report = measured.Evaluate(old, threads: after.Recipe.Threads);
            string title = $"old points {when} training on, {Lines.Count(report.Points, "point", "points")}";
            EvaluationPrinter.Write(terminal.Output, title, report);
        }
    }

    private void Announce(Dataset data, TrainingOptions options, StartingPoint start)
    {
        DatasetSummary summary = DatasetSummary.Of(data);
        TrainingRecipe recipe = options.Checkpoints?.Resume?.Recipe ?? start.Resolve(options, summary);
        terminal.Say(RecipePrinter.DescribeData(summary));
        DatasetLimits sizes = start.LimitsWith(data);
        foreach (string line in RecipePrinter.Describe(recipe, sizes.FeatureCount ?? 0, sizes.LabelCount ?? 0))
            terminal.Say(line);
        if (start.Model is { } before)
        {
            string features = Lines.Count(before.FeatureCount, "feature", "features");
            terminal.Say(Lines.Named("trained on", $"from {features} and {Lines.Count(before.LabelCount, "label", "labels")}"));
        }
        // The recipe of a deterministic run says one thread, whatever they are.
        int workers = options.Threads ?? (recipe.Deterministic ? Environment.ProcessorCount : recipe.Threads);
        string threads = Lines.Count(workers, "thread", "threads");
        terminal.Say(Lines.Named("run", $"{threads}, seed {recipe.Seed}, {NativeFeatures.Instructions}"));
    }

    /// <summary>Interrupts are caught for this long only: once the model is on disk, nothing that takes long is left to be saved.</summary>
    private ExtremeClassifier TrainAndSave(
        Dataset points, TrainingOptions options, StartingPoint start, Validation? held, string[]? names, string target, TrainingLog? follower)
    {
        using Interruption interruption = new(() => SayStopping(options.Checkpoints is null ? "saving" : "writing a checkpoint"), stop);
        ExtremeClassifier trained = terminal.IsLive
            ? LiveProgress.Run(progress => Train(progress))
            : Train(new PlainProgress(terminal.Error));
        TrainingReport? figures = trained.Training;
        if (figures is { StoppedEarly: true } && options.Checkpoints is { Folder: var folder })
        {
            terminal.Say($"stopped early, no model written; the same command with --resume goes on from the newest checkpoint in {folder}");
            return trained;
        }
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
        string how = figures is { StoppedEarly: true } ? "stopped early after" : "trained for";
        terminal.Say($"{how} {Lines.Seconds(figures?.TrainSeconds ?? 0)}; saved {target} ({Lines.Bytes(new FileInfo(target).Length)})");
        return trained;

        ExtremeClassifier Train(IProgress<TrainingProgress> progress) =>
            start.Train(points, options, Together(progress), held?.Points, held?.Mask, interruption.Token);

        IProgress<TrainingProgress> Together(IProgress<TrainingProgress> shown) => follower is null ? shown : new ProgressGroup([shown, follower]);
    }

    private void SayStopping(string then) => SayMeanwhile($"stopping after the batches under way, then {then}; interrupt again to end at once");

    /// <summary>Says something while progress may be shown.</summary>
    private void SayMeanwhile(string message) => terminal.Say((terminal.IsLive ? "\n" : "") + message);

    /// <summary>What is measured after each epoch, and what is left out of its ranking.</summary>
    private sealed record Validation(Dataset Points, LabelMask? Mask);
}
