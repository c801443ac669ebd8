namespace Glissade;

/// <summary>
/// A training run as it stood between two batches: weights, optimizer state, the state of the sampler and of what makes its tables follow
/// the weights, and the position in the data. All randomness follows from seed and position. With one thread or deterministic updates a run
/// that goes on from here ends with the same model, bit for bit, as one that was never stopped.
/// </summary>
/// <remarks>The file can be read as a model too: that of the weights as they were then.</remarks>
public sealed class Checkpoint
{
    internal Checkpoint(string path, int epoch, int batch, TrainingRecipe recipe, DataIdentity data, IReadOnlyList<EpochReport> epochs)
    {
        Path = path;
        Epoch = epoch;
        Batch = batch;
        Recipe = recipe;
        Data = data;
        Epochs = epochs;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The epoch under way, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Batches of that epoch that were done.</summary>
    public int Batch { get; }

    /// <summary>How the run was begun.</summary>
    public TrainingRecipe Recipe { get; }

    /// <summary>The training data.</summary>
    internal DataIdentity Data { get; }

    /// <summary>The figures of the epochs before.</summary>
    internal IReadOnlyList<EpochReport> Epochs { get; }

    /// <summary>The checkpoint in a file, read whole and compared with its checksums.</summary>
    /// <returns>Null if the file is none, but may be a model (<see cref="ExtremeClassifier.Load"/>).</returns>
    /// <exception cref="DataFormatException">The file is damaged, or was written by a newer version.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Checkpoint? TryRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!CheckpointFile.IsOne(path))
            return null;
        return CheckpointFile.TryOpen(path, out DataFormatException? damage) ?? throw damage!;
    }

    /// <summary>
    /// Trains on from the weights and optimizer state of this checkpoint, but otherwise as <see cref="ExtremeClassifier.Continue"/> does:
    /// with new data, from the first epoch on. (To finish the run that wrote it, see <see cref="CheckpointOptions.Resume"/>.)
    /// </summary>
    /// <param name="train">Labelled points.</param>
    /// <param name="options">What the run shall be like; with another optimizer its state begins anew.</param>
    /// <param name="progress">Told of progress.</param>
    /// <param name="validation">Points within the features and labels of model and training data together.</param>
    /// <param name="mask">Labels that are left out of the ranking of validation points; by default none is.</param>
    /// <param name="cancellation">Ends training after the batches under way.</param>
    /// <exception cref="ArgumentException">As <see cref="ExtremeClassifier.Continue"/>.</exception>
    /// <exception cref="DataFormatException">The file was damaged meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be read, or the folder of the new run's checkpoints cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder of the new run's checkpoints may not be written.</exception>
    /// <exception cref="TrainingDivergedException">The loss was not finite: names epoch and batch.</exception>
    public ExtremeClassifier Continue(
        Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Dataset? validation = null,
        LabelMask? mask = null, CancellationToken cancellation = default)
    {
        using ExtremeClassifier model = ExtremeClassifier.Load(Path);
        return model.ContinueWith(train, options, this, progress, validation, mask, cancellation);
    }

    /// <summary>The newest checkpoint of a folder that is whole: every byte of it is read and compared with its checksums.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="messages">Told in words of each checkpoint that is damaged and passed over.</param>
    /// <returns>Null if the folder has no checkpoints, or is not there.</returns>
    /// <exception cref="DataFormatException">
    /// All are damaged, or one was written by a newer version, which is never passed over for an older one.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static Checkpoint? FindNewest(string folder, Action<string>? messages = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DataFormatException? damage = null;
        foreach (string path in CheckpointFolder.FilesOf(folder))
        {
            if (damage is not null)
                messages?.Invoke($"{damage.Message}; trying the checkpoint before it");
            if (CheckpointFile.TryOpen(path, out damage) is { } whole)
                return whole;
        }
        return damage is null
            ? null
            : throw new DataFormatException(
                $"{folder}: found damaged checkpoints only, expected one to resume from; the last: {damage.Message}", damage);
    }
}
