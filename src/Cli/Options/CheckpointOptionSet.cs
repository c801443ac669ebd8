using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>Whether a training run writes checkpoints and goes on from one: --checkpoint and the options that go with it.</summary>
internal sealed class CheckpointOptionSet
{
    private readonly Option<string?> folder = new("--checkpoint")
    {
        HelpName = "DIR",
        Description = "write checkpoints to this folder, to go on from with --resume; an interrupt then writes one instead of the model",
    };

    private readonly Option<double?> minutes = OptionFactory.Number<double>(
        "--checkpoint-minutes", "M", "minutes between two [default: 10]");

    private readonly Option<int?> epochs = OptionFactory.Number<int>(
        "--checkpoint-epochs", "E", "epochs between two, instead of minutes or besides");

    private readonly Option<int?> keep = OptionFactory.Number<int>(
        "--keep", "N", "checkpoints that are kept, the newest [default: 2]");

    private readonly Option<bool> resume = OptionFactory.Flag(
        "--resume", "go on from the newest checkpoint, with its options unless the same are given; begin anew if there is none yet");

    public IEnumerable<Option> All => [folder, minutes, epochs, keep, resume];

    /// <summary>What was asked for; null without --checkpoint.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="messages">Told what happens to checkpoints.</param>
    /// <exception cref="UsageException">An option is given without --checkpoint, or the folder cannot be written.</exception>
    /// <exception cref="DataFormatException">There are checkpoints to resume from, but all are damaged.</exception>
    public CheckpointOptions? Read(ParseResult parsed, Action<string> messages)
    {
        if (parsed.GetValue(folder) is not { } path)
        {
            Option? alone = All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
            return alone is null ? null : throw new UsageException($"{alone.Name} means something with --checkpoint only");
        }
        CheckpointOptions options = new()
        {
            Folder = path,
            Interval = Minutes(parsed),
            Epochs = parsed.GetValue(epochs),
            Messages = messages,
        };
        options = options with { Keep = parsed.GetValue(keep) ?? options.Keep };
        UserFiles.RequireOutputFolder(path);
        return parsed.GetValue(resume) ? options with { Resume = FindNewest(path, messages) } : options;
    }

    private TimeSpan? Minutes(ParseResult parsed)
    {
        if (parsed.GetValue(minutes) is not { } given)
            return null;
        return given is > 0 and < 1e6
            ? TimeSpan.FromMinutes(given)
            : throw new UsageException($"--checkpoint-minutes must be positive, but is {given}");
    }

    private static Checkpoint? FindNewest(string path, Action<string> messages)
    {
        try
        {
            Checkpoint? newest = Checkpoint.FindNewest(path, messages);
            messages(newest is null
                ? $"{path}: no checkpoint yet, beginning anew"
                : $"resuming from {newest.Path}: epoch {newest.Epoch}, {newest.Batch} batches done");
            return newest;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UsageException($"no permission to read a checkpoint: {exception.Message}");
        }
    }
}
