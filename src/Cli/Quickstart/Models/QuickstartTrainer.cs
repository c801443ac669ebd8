namespace Glissade.Cli.Quickstart;

/// <summary>
/// Trains a model on the text set, within about a minute; a model that is <see cref="IDisposable"/> is disposed of at the end.
/// </summary>
/// <param name="train">The training points.</param>
/// <param name="progress">Receives a line now and then.</param>
internal delegate IQuickstartModel QuickstartTrainer(Dataset train, IProgress<string> progress);
