using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>Matrices of random numbers that tests share.</summary>
internal static class Samples
{
    internal static RowMatrix Gaussian(int rows, int columns, ulong seed)
    {
        RowMatrix matrix = new(rows, columns);
        RandomStream random = new(seed);
        for (int i = 0; i < rows; i++)
        {
            foreach (ref float value in matrix.Row(i))
                value = random.NextGaussian();
        }

        return matrix;
    }

    /// <summary>Small whole numbers, a third of them zero: sums of products are exact in any order of summation.</summary>
    internal static RowMatrix SmallIntegers(int rows, int columns, ulong seed)
    {
        RowMatrix matrix = new(rows, columns);
        RandomStream random = new(seed);
        for (int i = 0; i < rows; i++)
        {
            foreach (ref float value in matrix.Row(i))
                value = random.NextInt32(3) == 0 ? 0 : random.NextInt32(9) - 4;
        }

        return matrix;
    }

    internal static RowMatrix Of(params float[][] rows)
    {
        RowMatrix matrix = new(rows.Length, rows[0].Length);
        for (int i = 0; i < rows.Length; i++)
            rows[i].CopyTo(matrix.Row(i));
        return matrix;
    }

    /// <summary>The same rows as a layer keeps them; disposes <paramref name="rows"/>.</summary>
    internal static WeightMatrix Weights(RowMatrix rows, WeightPrecision precision = WeightPrecision.Single)
    {
        WeightMatrix weights = new(rows.Rows, rows.Columns, precision);
        for (int i = 0; i < rows.Rows; i++)
            weights.WriteRow(i, rows.Row(i));
        rows.Dispose();
        return weights;
    }
}
