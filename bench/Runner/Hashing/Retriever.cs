using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>One way to find candidates: an index with its settings.</summary>
/// <param name="Family">What belongs together in a curve.</param>
/// <param name="Setting">What tells it from the others of its family.</param>
/// <param name="IsDefault">Whether it stands in the short table.</param>
/// <param name="Create">Makes the index for a number of rows and of elements of a row, the bias included.</param>
internal sealed record Retriever(string Family, string Setting, bool IsDefault, Func<int, int, INeuronIndex> Create)
{
    /// <summary>Whether it looks at every row (an exact or a signature scan), so that only the budget limits its candidates.</summary>
    public bool ScansAll { get; init; }

    /// <summary>Whether it is hash tables.</summary>
    public bool IsHashTables { get; init; }

    /// <summary>What its hash functions learn to find, if they learn.</summary>
    public ExampleTargets? LearnsFrom { get; init; }

    /// <summary>Family and setting as one.</summary>
    public string Name => Setting.Length == 0 ? Family : $"{Family}, {Setting}";
}
