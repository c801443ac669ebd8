using System.CommandLine;
using Glissade.Cli.Options;
using Glissade.Cli.Output;
using Glissade.Cli.Progress;
using Glissade.Kernels;

namespace Glissade.Cli.Commands;

/// <summary>glissade tune: data to better training options.</summary>
internal sealed class TuneCommand
{
    private readonly Terminal terminal;
    private readonly CancellationToken stop;
    private readonly Argument<string> train = new("TRAIN")
    {
        Description = $"training points {DataOptionSet.Readable}",
    };

    private readonly Option<string?> output = OptionFactory.File(
        "--output", "where to write the options found, for \"glissade train TRAIN --model OUT @FILE\"; - is standard output [default: -]");

    private readonly Option<string?> model = new("--model")
    {
        HelpName = "OUT",
        Description = "train a model with them on all of TRAIN and write it here (.safetensors)",
    };

    private readonly Option<TuningObjective?> objective = OptionFactory.Create<TuningObjective?>(
        "--objective", "p@K|psp@K|ndcg@K|recall@K", "what is made large, for instance p@5 [default: p@1]", TuningObjective.Parse,
        "a figure such as p@1, psp@3, ndcg@5 or recall@20");

    private readonly Option<int?> trials = OptionFactory.Number<int>(
        "--trials", "N", "configurations tried, at most, the default one included [default: 10, or as many as there are minutes for]");

    private readonly Option<double?> minutes = OptionFactory.Number<double>(
        "--minutes", "M", "end the search after these, but not before the default configuration has been measured");

    private readonly Option<string?> validation = OptionFactory.File(
        "--validation", "points on which configurations are measured; never test data. Without it some of TRAIN are held out");

    private readonly Option<int?> heldOut = OptionFactory.Number<int>(
        "--held-out", "N", "points held out of TRAIN, chosen by the seed [default: a tenth, at most 10,000]");

    private readonly LabelMaskOptionSet mask = new(
        "in validation, never rank labels that this file, for instance TRAIN, gives for the identical query, unless they are true labels " +
        "of the point");

    private readonly Option<string?> log = OptionFactory.File(
        "--log", "write each finished run to this file, as JSON lines, to go on from with --resume");
    private readonly Option<bool> resume = OptionFactory.Flag(
        "--resume", "go on from the runs in --log without repeating them; begin anew if there are none yet");

    private readonly DataOptionSet data = new(makesFeatures: true);
    private readonly TrainingOptionSet training = new();

    private TuneCommand(Terminal terminal, CancellationToken stop)
    {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        TuneCommand action = new(terminal, stop);
        Command command = new(
            "tune",
            "Searches for training options that suit the data better than the default ones. Training options that are given are kept; " +
            "some of the others are tried.");
        command.Arguments.Add(action.train);
        IEnumerable<Option> options =
        [
            action.output, action.model, action.objective, action.trials, action.minutes, action.validation, action.heldOut,
            .. action.mask.All, action.log, action.resume, .. action.data.All, .. action.training.All,
        ];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TuningOptions options = Read(parsed);
        CheckBeforehand(parsed);
        string source = parsed.GetRequiredValue(train);
        DataReadOptions reading = data.Read(parsed);
        Dataset points = UserFiles.Load(source, reading);
        DataReadOptions fitting = reading.Fitting(points);
        Dataset? held = parsed.GetValue(validation) is { } path ? UserFiles.Load(path, fitting) : null;
        if (held is not null)
            UserFiles.SayUnknown(terminal, parsed.GetValue(validation)!, held.UnknownLabelCount);
        LabelMask? masked = mask.Read(parsed, fitting, (source, points));
        Announce(points, options);

        using Interruption interruption = new(() => SayMeanwhile("stopping; interrupt again to end at once"), stop);
        if (Search(points, options, held, masked, interruption.Token) is not { } result)
        {
            terminal.Say("stopped before the default configuration was measured: no options to write");
            return ExitCode.Interrupted;
        }
        WriteOptions(parsed, options.Objective, result);
        if (result.Stopped)
        {
            string goOn = options.Log is null ? "" : "; the same command with --resume goes on";
            terminal.Say($"stopped early: these are the best options so far{goOn}");
            return ExitCode.Interrupted;
        }
        if (parsed.GetValue(model) is { } target)
            TrainAndSave(points, result.Best.Options, target, interruption.Token);
        return ExitCode.Ok;
    }

    private TuningOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(minutes) is { } given && given is not (> 0 and <= 43_200))
            throw new UsageException($"--minutes must be positive and at most 43200, 30 days, but is {given}");
        if (parsed.GetValue(resume) && parsed.GetValue(log) is null)
            throw new UsageException("--resume means something with --log only");
        if (parsed.GetValue(heldOut) is not null && parsed.GetValue(validation) is not null)
            throw new UsageException("--held-out means something without --validation only");
        TuningOptions options = new()
        {
            Training = training.Read(parsed),
            Trials = parsed.GetValue(trials) is null ? null : parsed.Positive(trials, 1),
            Time = parsed.GetValue(minutes) is { } most ? TimeSpan.FromMinutes(most) : null,
            HeldOut = parsed.GetValue(heldOut) is null ? null : parsed.Positive(heldOut, 1),
            Log = parsed.GetValue(log),
            Resume = parsed.GetValue(resume),
        };
        return parsed.GetValue(objective) is { } wanted ? options with { Objective = wanted } : options;
    }

    /// <summary>What can be wrong without the data should be known before hours are spent on it.</summary>
    private void CheckBeforehand(ParseResult parsed)
    {
        _ = training.Read(parsed).Resolve(DatasetSummary.Of(new DatasetBuilder().Build()));
        UserFiles.RequireTrainingInputs(parsed.GetRequiredValue(train), parsed.GetValue(validation));
        mask.Check(parsed, parsed.GetValue(validation));
        UserFiles.RequireOutput(OutputFile(parsed));
        UserFiles.RequireOutput(parsed.GetValue(model));
        UserFiles.RequireOutput(parsed.GetValue(log));
    }

    private void Announce(Dataset points, TuningOptions options)
    {
        DatasetSummary summary = DatasetSummary.Of(points);
        TrainingRecipe recipe = options.Training.Resolve(summary);
        terminal.Say(RecipePrinter.DescribeData(summary));
        foreach (string line in RecipePrinter.Describe(recipe, points.FeatureCount, points.LabelCount))
            terminal.Say(line);
        string threads = Lines.Count(recipe.Threads, "thread", "threads");
        terminal.Say(Lines.Named("run", $"{threads}, seed {recipe.Seed}, {NativeFeatures.Instructions}"));
    }

    /// <returns>Null if it was stopped before anything was found.</returns>
    private TuningResult? Search(Dataset points, TuningOptions options, Dataset? held, LabelMask? masked, CancellationToken token)
    {
        TuningProgressLines words = new(options.Objective);
        try
        {
            return terminal.IsLive
                ? LiveLine.Run("tuning", line => Tuner.Run(points, options, new LiveTuning(line, words), held, masked, token))
                : Tuner.Run(points, options, new PlainTuning(terminal.Error, words), held, masked, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return null;
        }
    }

    private void WriteOptions(ParseResult parsed, TuningObjective figure, TuningResult result)
    {
        int tried = result.Runs.Max(run => run.Trial);
        string[] remarks =
        [
            $"trial {result.Best.Trial} of {Lines.Whole(tried)}: {figure} {Score(result.Best)} on " +
            $"{Lines.Count(result.Points, "validation point", "validation points")}, the default configuration {Score(result.Default)}",
        ];
        if (parsed.GetValue(minutes) is not null && parsed.GetValue(trials) != 1 && !result.Runs.Any(run => run.IsWhole && run.Trial > 1))
        {
            terminal.Say(
                "no other trial got through: give more --minutes; nine trials take about three times the training time of the default " +
                $"configuration, {Lines.Seconds(result.Default.TrainSeconds)}");
        }
        OptionsFile.Write(OutputFile(parsed), terminal, remarks, training.Arguments(parsed, result.Best.Options));
        terminal.Say(Lines.Named("best", remarks[0]));
    }

    private static string Score(TuningRun run) => Lines.Percent(run.Score ?? double.NaN);

    private void TrainAndSave(Dataset points, TrainingOptions options, string target, CancellationToken token)
    {
        using ExtremeClassifier trained = terminal.IsLive
            ? LiveProgress.Run(Train)
            : Train(new PlainProgress(terminal.Error));
        trained.Save(target);
        string how = trained.Training is { StoppedEarly: true } ? "stopped early" : "trained on all points";
        terminal.Say($"{how}; saved {target} ({Lines.Bytes(new FileInfo(target).Length)})");

        ExtremeClassifier Train(IProgress<TrainingProgress> progress) =>
            ExtremeClassifier.Train(points, options, progress, cancellation: token);
    }

    private string? OutputFile(ParseResult parsed) => parsed.GetValue(output) is { } file and not UserFiles.StandardStream ? file : null;

    /// <summary>Says something while progress may be shown.</summary>
    private void SayMeanwhile(string message) => terminal.Say((terminal.IsLive ? "\n" : "") + message);
}
