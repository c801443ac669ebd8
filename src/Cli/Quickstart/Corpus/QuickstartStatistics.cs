namespace Glissade.Cli.Quickstart;

/// <summary>What went into the text set.</summary>
/// <param name="Files">Documentation files read.</param>
/// <param name="UnreadableFiles">Files left out because they are malformed or cannot be opened.</param>
/// <param name="Comments">Documentation comments with text.</param>
/// <param name="HeldOut">Types and members whose summaries the training texts do not contain.</param>
/// <param name="Boilerplate">Held-out summaries that are not asked because a training text has the same words, or because they have hardly
/// any.</param>
/// <param name="ReadSeconds">Time to read the files.</param>
/// <param name="BuildSeconds">Time to make the text set of them.</param>
internal sealed record QuickstartStatistics(
    int Files, int UnreadableFiles, int Comments, int HeldOut, int Boilerplate, double ReadSeconds, double BuildSeconds);
