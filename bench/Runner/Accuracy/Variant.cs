namespace Glissade.Runner.Accuracy;

/// <summary>A way of training.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Settings">Options of `glissade train` that make it differ from the default one.</param>
internal sealed record Variant(string Name, IReadOnlyList<string> Settings);
