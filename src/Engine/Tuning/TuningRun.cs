namespace Glissade;

/// <summary>A trained and measured configuration.</summary>
/// <param name="Trial">The configuration, counted from 1, which is the default recipe.</param>
/// <param name="Epochs">Epochs trained, the learning rate going through its whole schedule in them.</param>
/// <param name="WholeEpochs">The configuration's own epochs; a run of fewer tells whether it is worth these.</param>
/// <param name="Score">The objective, as a fraction; null if training diverged.</param>
/// <param name="TrainSeconds">Wall-clock seconds of training, evaluation left out.</param>
/// <param name="Options">The configuration: options given to the search and those drawn for the trial, the others left open.</param>
public sealed record TuningRun(int Trial, int Epochs, int WholeEpochs, double? Score, double TrainSeconds, TrainingOptions Options)
{
    /// <summary>Whether the configuration was trained for as long as it asks for.</summary>
    public bool IsWhole => Epochs == WholeEpochs;

    /// <summary>For comparisons: a run that diverged is worse than any other.</summary>
    internal double Rank => Score ?? double.NegativeInfinity;
}
