using System.Diagnostics;

namespace Glissade;

/// <summary>Decides when a run's checkpoints are due and writes them.</summary>
internal sealed class CheckpointKeeper : IDisposable
{
    private readonly CheckpointOptions options;
    private readonly CheckpointFolder folder;
    private readonly ExtremeClassifier model;
    private readonly DataIdentity data;
    private readonly Stopwatch sinceLast = Stopwatch.StartNew();
    private IReadOnlyList<EpochReport> epochs = [];
    private int passes;

    /// <summary>For a run of <paramref name="model"/> on <paramref name="data"/>; takes <paramref name="folder"/> over.</summary>
    public CheckpointKeeper(CheckpointOptions options, CheckpointFolder folder, ExtremeClassifier model, DataIdentity data)
    {
        this.options = options;
        this.folder = folder;
        this.model = model;
        this.data = data;
    }

    /// <summary>Takes the epochs' figures from this growing list; those before the epoch under way go into a checkpoint.</summary>
    public void Follow(IReadOnlyList<EpochReport> reports) => epochs = reports;

    /// <summary>Whether a checkpoint is due between two batches. Asked between all of them, so it takes next to no time.</summary>
    public bool IsDue() => sinceLast.Elapsed >= options.EffectiveInterval || ++passes >= options.Passes;

    /// <summary>Whether one is due when the batches of an epoch are done.</summary>
    public bool IsDueAfter(int epoch) => epoch == model.Recipe.Epochs || (options.Epochs is int epochs && epoch % epochs == 0) || IsDue();

    /// <summary>Writes one; no worker is at work. If it cannot be written, says so and lets the run go on.</summary>
    public void TryWrite(Trainer trainer)
    {
        try
        {
            Write(trainer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            options.Messages?.Invoke($"checkpoint not written, training goes on: {exception.Message}");
            Restart();
        }
    }

    /// <summary>Writes one; no worker is at work.</summary>
    /// <exception cref="IOException">The disk is full or the folder is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written any more.</exception>
    public void Write(Trainer trainer)
    {
        string path = folder.PathOf(trainer.Epoch, trainer.Batch);
        CheckpointFile.Save(path, model, trainer, data, [.. epochs.Take(trainer.Epoch - 1)]);
        folder.Prune(path, options.Keep);
        Restart();
    }

    public void Dispose() => folder.Dispose();

    private void Restart()
    {
        sinceLast.Restart();
        passes = 0;
    }
}
