namespace Glissade.Kernels.Tests;

/// <summary>The rows of the kernel theories.</summary>
public static class Widths
{
    /// <summary>Each register width by name, and what the engine would choose.</summary>
    public static TheoryData<string> Names => ["Vector128", "Vector256", "Vector512", "dispatched"];

    /// <summary>Lengths of padded rows: every number of cache lines that a kernel treats apart, and a long one.</summary>
    internal static IEnumerable<int> RowLengths => [.. Enumerable.Range(1, 17).Select(lines => 16 * lines), 4096];
}
