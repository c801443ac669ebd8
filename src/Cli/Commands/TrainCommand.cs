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
        Description = "training points in Extreme Classification text, plain or gzip; - is standard input",
    };

    private readonly Option<string> model = new("--model")
    {
        HelpName = "OUT",
        Description = "where to write the model (.safetensors)",
        Required = true,
    };

    private readonly Option<string?> validation = OptionFactory.File(
        "--validation", "points on which P@1 is measured after each epoch and all figures at the end, exactly");

    private readonly Option<string?> metrics = SharedOptions.Metrics();
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
            "Trains a model. Options left out are chosen from the data's shape and printed. Ctrl-C ends early and saves the model or, with --checkpoint, a checkpoint.");
        command.Arguments.Add(action.train);
        IEnumerable<Option> options = [action.model, action.validation, action.metrics, .. action.checkpoints.All, .. action.training.All];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TrainingOptions options = training.Read(parsed);
        CheckBeforehand(parsed, options);
        options = options with { Checkpoints = checkpoints.Read(parsed, SayMeanwhile) };
        Dataset data = UserFiles.Load(parsed.GetRequiredValue(train));
        Dataset? held = parsed.GetValue(validation) is { } path
            ? UserFiles.Load(path, new DatasetLimits(data.FeatureCount, data.LabelCount))
            : null;
        Announce(data, options);

        string target = parsed.GetRequiredValue(model);
        using ExtremeClassifier trained = TrainAndSave(data, options, held, target);
        if (trained.Training is { StoppedEarly: true } && options.Checkpoints is not null)
            return ExitCode.Interrupted;
        TrainingReport report = trained.Training ?? throw new InvalidOperationException("a trained model has a report");
        EvaluationReport? evaluation = held is null ? null : trained.Evaluate(held, threads: trained.Recipe.Threads);
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
        if (parsed.GetValue(validation) is { } path)
        {
            UserFiles.RequireInput(path);
            if (path == UserFiles.StandardStream && parsed.GetRequiredValue(train) == UserFiles.StandardStream)
                throw new UsageException("standard input cannot be both the training data and the validation data");
        }
        UserFiles.RequireOutput(parsed.GetRequiredValue(model));
        UserFiles.RequireOutput(parsed.GetValue(metrics));
    }

    private void Announce(Dataset data, TrainingOptions options)
    {
        DatasetSummary summary = DatasetSummary.Of(data);
        TrainingRecipe recipe = options.Checkpoints?.Resume?.Recipe ?? options.Resolve(summary);
        terminal.Say(Lines.Named(
            "data",
            $"{Lines.Count(summary.PointCount, "point", "points")}, {Lines.Number(summary.FeaturesPerPoint.Mean)} features and " +
            $"{Lines.Number(summary.LabelsPerPoint.Mean)} labels a point"));
        foreach (string line in RecipePrinter.Describe(recipe, data.FeatureCount, data.LabelCount))
            terminal.Say(line);
        string threads = Lines.Count(options.Threads ?? recipe.Threads, "thread", "threads");
        terminal.Say(Lines.Named("run", $"{threads}, seed {recipe.Seed}, {NativeFeatures.Instructions}"));
    }

    /// <summary>Interrupts are caught for this long only: once the model is on disk, nothing that takes long is left to be saved.</summary>
    private ExtremeClassifier TrainAndSave(Dataset data, TrainingOptions options, Dataset? held, string target)
    {
        using Interruption interruption = new(() => SayStopping(options.Checkpoints is null ? "saving" : "writing a checkpoint"), stop);
        ExtremeClassifier trained = terminal.IsLive
            ? LiveProgress.Run(progress => ExtremeClassifier.Train(data, options, progress, held, interruption.Token))
            : ExtremeClassifier.Train(data, options, new PlainProgress(terminal.Error), held, interruption.Token);
        TrainingReport? report = trained.Training;
        if (report is { StoppedEarly: true } && options.Checkpoints is { Folder: var folder })
        {
            terminal.Say($"stopped early, no model written; the same command with --resume goes on from the newest checkpoint in {folder}");
            return trained;
        }
        try
        {
            trained.Save(target);
        }
        catch
        {
            trained.Dispose();
            throw;
        }
        string how = report is { StoppedEarly: true } ? "stopped early after" : "trained for";
        terminal.Say($"{how} {Lines.Seconds(report?.TrainSeconds ?? 0)}; saved {target} ({Lines.Bytes(new FileInfo(target).Length)})");
        return trained;
    }

    private void SayStopping(string then) => SayMeanwhile($"stopping after the batches under way, then {then}; interrupt again to end at once");

    /// <summary>Says something while progress may be shown.</summary>
    private void SayMeanwhile(string message) => terminal.Say((terminal.IsLive ? "\n" : "") + message);
}
