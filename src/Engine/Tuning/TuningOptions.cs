namespace Glissade;

/// <summary>What a search for better training options shall be like.</summary>
public sealed record TuningOptions
{
    internal const int DefaultTrials = 10;

    /// <summary>
    /// What all trials have in common. An option that is given is kept as it is; of those left open, some are searched and the others
    /// chosen from the data's shape. The seed also fixes which points are held out and what is tried.
    /// </summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>What is made large; by default P@1.</summary>
    public TuningObjective Objective { get; init; } = new(TuningFigure.Precision, 1);

    /// <summary>Most trials, the default recipe's included; by default 10, or as many as there is <see cref="Time"/> for.</summary>
    public int? Trials { get; init; }

    /// <summary>
    /// When the search ends, at the latest: a run under way is then given up, but for the default recipe's. By default only <see
    /// cref="Trials"/> count.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Points held out of the training data if there are no validation data; by default a tenth, at most 10,000.</summary>
    public int? HeldOut { get; init; }

    /// <summary>A file to which each finished run is appended as a JSON line, so that a search can be resumed; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>
    /// Whether to go on from the runs in <see cref="Log"/>, if it has any: the search is the one that was never stopped, but does not train
    /// what has been trained. Trials and time may differ.
    /// </summary>
    public bool Resume { get; init; }

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void Check()
    {
        if (Training.Checkpoints is not null)
            throw new ArgumentException("a search's runs write no checkpoints; its log is what it is resumed from");
        if (Objective.K < 1)
            throw new ArgumentException($"k of the objective must be positive, but is {Objective.K}");
        if (Trials < 1)
            throw new ArgumentException($"trials must be positive, but are {Trials}");
        if (Time is { } time && (time <= TimeSpan.Zero || time > TimeSpan.FromDays(30)))
            throw new ArgumentException($"the time must be positive and at most 30 days, but is {time}");
        if (Resume && Log is null)
            throw new ArgumentException("a search without a log cannot be resumed");
    }
}
