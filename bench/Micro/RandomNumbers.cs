using Glissade.Kernels;

namespace Glissade.Micro;

/// <summary>Operands: what the numbers are does not matter, only that none is subnormal and that every run has the same ones.</summary>
internal static class RandomNumbers
{
    /// <summary>Fills the meaningful elements of every row from the standard normal distribution; the padding stays zero.</summary>
    public static RowMatrix Fill(RowMatrix matrix, ulong seed)
    {
        RandomStream random = new(seed);
        for (int row = 0; row < matrix.Rows; row++)
        {
            // Sums of four uniforms are near enough to normal, and much quicker to draw for a hundred million elements.
            foreach (ref float element in matrix.Row(row))
                element = random.NextSingle() + random.NextSingle() - random.NextSingle() - random.NextSingle();
        }
        return matrix;
    }

    /// <summary>The same for weights, each number rounded to the nearest that can be stored.</summary>
    public static WeightMatrix Fill(WeightMatrix matrix, ulong seed)
    {
        RandomStream random = new(seed);
        float[] values = new float[matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            foreach (ref float element in values.AsSpan())
                element = random.NextSingle() + random.NextSingle() - random.NextSingle() - random.NextSingle();
            matrix.WriteRow(row, values);
        }
        return matrix;
    }
}
