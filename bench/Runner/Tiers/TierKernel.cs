namespace Glissade.Runner.Tiers;

/// <summary>A kernel at one width.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="Vectors">Runs it once on every row.</param>
/// <param name="Definition">The same by the scalar definition, if it has one that does the same work.</param>
internal sealed record TierKernel(string Name, Action<TierOperands> Vectors, Action<TierOperands>? Definition = null);
