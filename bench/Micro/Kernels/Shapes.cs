namespace Glissade.Micro.Kernels;

/// <summary>The sizes that kernels are measured at.</summary>
internal static class Shapes
{
    /// <summary>So few that even Adam's three matrices stay in the first-level cache.</summary>
    private const int FirstLevel = 16;

    /// <summary>295 kB a matrix.</summary>
    private const int SecondLevel = 512;

    /// <summary>Rows of Amazon-670K's output layer: 386 MB a matrix, far beyond every cache.</summary>
    public const int WideLayer = 670_091;

    /// <summary>Elements of a row of a layer over 128 hidden units: the weights and the bias.</summary>
    public const int Columns = 129;

    /// <summary>
    /// Row lengths where they show, in the first-level cache: a whole number of vectors of any width, the usual one beyond, a ragged one;
    /// then the usual one in slower memory.
    /// </summary>
    public static IEnumerable<RowShape> Rows { get; } =
    [
        new(FirstLevel, 128, "L1"),
        new(FirstLevel, Columns, "L1"),
        new(FirstLevel, 100, "L1"),
        new(SecondLevel, Columns, "L2"),
        new(WideLayer, Columns, "memory"),
    ];

    /// <summary>Numbers of a run in the first-level cache: whole vectors of every width, and with a rest.</summary>
    public const int Run = 1024;

    public const int RaggedRun = 1013;

    /// <summary>Numbers of a run of 64 MB, beyond the caches of most machines.</summary>
    public const int LongRun = 16_000_000;
}
