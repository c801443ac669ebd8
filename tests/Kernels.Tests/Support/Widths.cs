namespace Glissade.Kernels.Tests;

/// <summary>The rows of the kernel theories.</summary>
public static class Widths
{
    /// <summary>Each register width by name, and what the engine would choose.</summary>
    public static TheoryData<string> Names => ["Vector128", "Vector256", "Vector512", "dispatched"];

    /// <summary>Each width with each way to store weights.</summary>
    public static TheoryData<string, WeightPrecision> WithPrecisions
    {
        get
        {
            TheoryData<string, WeightPrecision> cases = [];
            foreach (string name in (string[])["Vector128", "Vector256", "Vector512", "dispatched"])
            {
                foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
                    cases.Add(name, precision);
            }
            return cases;
        }
    }

    /// <summary>Lengths of padded rows: every number of cache lines that a kernel treats apart, and a long one.</summary>
    internal static IEnumerable<int> RowLengths => [.. Enumerable.Range(1, 17).Select(lines => 16 * lines), 4096];
}
