namespace Glissade.Kernels.Tests;

/// <summary>
/// Normally distributed numbers out of one table. Drawing each anew would be most of what the tests do, above all where a processor is
/// emulated. The length of the table is prime: rows of a matrix that is longer do not repeat each other.
/// </summary>
internal static class Normals
{
    private const int Count = 65_521;
    private static readonly float[] Table = Draw();

    /// <summary>Fills with numbers that follow from seed and length.</summary>
    public static void Fill(Span<float> values, ulong seed)
    {
        int next = (int)(RandomStream.Mix(RandomStream.Mix(seed) + (ulong)values.Length) % Count);
        while (!values.IsEmpty)
        {
            int run = Math.Min(values.Length, Count - next);
            Table.AsSpan(next, run).CopyTo(values);
            values = values[run..];
            next = 0;
        }
    }

    private static float[] Draw()
    {
        float[] table = new float[Count];
        RandomStream random = new(1);
        foreach (ref float value in table.AsSpan())
            value = random.NextGaussian();
        return table;
    }
}
