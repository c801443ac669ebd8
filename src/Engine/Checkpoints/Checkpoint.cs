namespace Glissade;

/// <summary>
/// A training run as it stood between two batches: weights, optimizer state, the state of the sampler and of what makes its tables follow the weights,
/// and the position in the data. All randomness follows from seed and position. With one thread or deterministic updates a run that goes on from here
/// ends with the same model, bit for bit, as one that was never stopped.
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
            : throw new DataFormatException($"{folder}: found damaged checkpoints only, expected one to resume from; the last: {damage.Message}", damage);
    }
}
