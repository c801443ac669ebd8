namespace Glissade.Cli.Quickstart;

/// <summary>A member as an answer: all its overloads together.</summary>
/// <param name="Name">What to call it: "String.TrimStart", "new StringBuilder".</param>
/// <param name="Summary">The summary of its first overload that has one.</param>
/// <param name="TypeLabel">The label of its declaring type.</param>
/// <param name="WordLabels">The labels of the words of its name.</param>
internal sealed record MemberLabel(string Name, string Summary, int TypeLabel, int[] WordLabels);
