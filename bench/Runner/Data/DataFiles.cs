namespace Glissade.Runner.Data;

/// <summary>A data set on disk.</summary>
/// <param name="TrainPath">The training points.</param>
/// <param name="TestPath">The points measured on; null if nothing is to be measured but speed.</param>
internal sealed record DataFiles(string TrainPath, string? TestPath);
