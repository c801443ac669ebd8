namespace Glissade;

/// <summary>Where and how often a training run writes checkpoints, from which it can be resumed (<see cref="Checkpoint"/>).</summary>
/// <remarks>
/// A checkpoint is also written when training is cancelled and when the last epoch's batches are done. They are taken between batches,
/// which stand still for as long as writing takes.
/// </remarks>
public sealed record CheckpointOptions
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(10);

    /// <summary>The folder; it is made if it is not there. One run at a time may write to it.</summary>
    public required string Folder { get; init; }

    /// <summary>Time between two; by default 10 minutes, or never if <see cref="Epochs"/> are given.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Epochs between two; by default none are counted.</summary>
    public int? Epochs { get; init; }

    /// <summary>How many are kept, the newest; the older ones serve if the newest turns out damaged.</summary>
    public int Keep { get; init; } = 2;

    /// <summary>The checkpoint from which to go on; null to begin anew, in a folder without checkpoints.</summary>
    public Checkpoint? Resume { get; init; }

    /// <summary>
    /// Told in words when a checkpoint cannot be written; training then goes on, and the next one is tried when it is due.
    /// </summary>
    public Action<string>? Messages { get; init; }

    /// <summary>For tests: calls between batches, from one checkpoint to the next.</summary>
    internal int? Passes { get; init; }

    /// <summary>The time between two that is in force; null if only epochs count.</summary>
    internal TimeSpan? EffectiveInterval => Interval ?? (Epochs is null && Passes is null ? DefaultInterval : null);

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        if (Interval is { } interval && interval <= TimeSpan.Zero)
            throw new ArgumentException($"the time between checkpoints must be positive, but is {interval}");
        if (Epochs <= 0)
            throw new ArgumentException($"the epochs between checkpoints must be positive, but are {Epochs}");
        if (Keep <= 0)
            throw new ArgumentException($"checkpoints to keep must be at least 1, but are {Keep}");
    }
}
