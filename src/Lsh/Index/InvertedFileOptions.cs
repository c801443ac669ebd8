namespace Glissade.Lsh;

/// <summary>How an <see cref="InvertedFileIndex"/> cuts rows into lists, and how many of these a query looks into.</summary>
public sealed record InvertedFileOptions
{
    /// <summary>Most lists.</summary>
    public const int MaxLists = 1 << 16;

    /// <summary>Lists for each of the square root of the number of rows.</summary>
    private const double ListsOfRoot = 4;

    /// <summary>Lists a query looks into at least, unless <see cref="ProbeCount"/> says otherwise.</summary>
    private const int LeastProbes = 8;

    /// <summary>And what share of them.</summary>
    private const double ProbedShare = 0.03;

    /// <summary>
    /// Lists, at most as many as rows: more are purer, and cost a query and a rebuild more. Default: four times the square root of the
    /// number of rows.
    /// </summary>
    public int? ListCount { get; init; }

    /// <summary>
    /// Lists that a query looks into, empty ones left out: more find more, at a cost in proportion. Default: 3 of 100, at least 8.
    /// </summary>
    public int? ProbeCount { get; init; }

    /// <summary>Seed of the rows that k-means starts from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Validate()
    {
        if (ListCount is < 1 or > MaxLists)
            throw new ArgumentException($"ListCount must be between 1 and {MaxLists}, but is {ListCount}");
        if (ProbeCount is < 1)
            throw new ArgumentException($"ProbeCount must be positive, but is {ProbeCount}");
    }

    internal int ListsFor(int rows) =>
        Math.Clamp(ListCount ?? (int)Math.Round(ListsOfRoot * Math.Sqrt(rows)), 1, Math.Clamp(rows, 1, MaxLists));

    internal int ProbesFor(int lists) => Math.Min(lists, ProbeCount ?? Math.Max(LeastProbes, (int)Math.Ceiling(ProbedShare * lists)));
}
