namespace Glissade.Cli.Quickstart;

/// <summary>A member found for a query.</summary>
/// <param name="Member">Which.</param>
/// <param name="Score">Its ranking score.</param>
/// <param name="Strength">The score between those of the best answer (1) and of the twentieth (0): the length of its bar.</param>
internal sealed record MemberAnswer(MemberLabel Member, float Score, float Strength);
