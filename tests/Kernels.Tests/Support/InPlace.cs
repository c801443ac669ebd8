namespace Glissade.Kernels.Tests;

/// <summary>Kernels that replace a run of numbers and return a sum, beside their definitions.</summary>
internal static unsafe class InPlace
{
    /// <summary>Every count around the register widths, and a long run.</summary>
    public static IEnumerable<int> Counts => [.. Enumerable.Range(0, 258), 5000];

    public delegate double Kernel(float* values, int count);

    /// <summary>Normally distributed numbers of every count, at two alignments.</summary>
    public static void Check(Kernel kernel, Kernel definition)
    {
        foreach (int count in Counts)
        {
            using TestMemory values = TestMemory.Gaussian(count, 9, 4);
            CheckOne(values.Span, $"count {count}", kernel, definition);
        }
    }

    public static void CheckOne(ReadOnlySpan<float> values, string what, Kernel kernel, Kernel definition)
    {
        foreach (bool misaligned in (bool[])[false, true])
        {
            using TestMemory actual = TestMemory.Of(values, misaligned);
            using TestMemory expected = TestMemory.Of(values);
            double sum = definition(expected.Pointer, values.Length);
            // Sums beyond a float's range are infinite in a vector of floats: training stops there either way.
            double representable = sum > float.MaxValue ? double.PositiveInfinity : sum;
            Near.Equal(representable, kernel(actual.Pointer, values.Length), 0, $"sum, {what}");
            for (int i = 0; i < values.Length; i++)
                Near.Equal(expected.Span[i], actual.Span[i], 0, $"element {i}, {what}");
            actual.AssertSurroundings();
        }
    }
}
