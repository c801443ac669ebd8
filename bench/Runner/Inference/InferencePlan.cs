namespace Glissade.Runner.Inference;

/// <summary>What is to be measured.</summary>
/// <param name="DataFolder">Where data sets lie.</param>
/// <param name="Queries">Test points that are asked, the first ones.</param>
/// <param name="Rounds">Rounds over all methods.</param>
/// <param name="Threads">Threads beside one.</param>
/// <param name="WorkFolder">Where models and queries are kept; null if nowhere.</param>
/// <param name="Peers">Other libraries' results; null if there are none.</param>
internal sealed record InferencePlan(string DataFolder, int Queries, int Rounds, int Threads, string? WorkFolder, InferencePeers? Peers);
