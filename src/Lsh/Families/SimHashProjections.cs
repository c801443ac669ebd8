using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>Draws projection matrices: column j of the matrix is hash function j's direction.</summary>
internal static class SimHashProjections
{
    /// <summary>Each column has its own stream, so a direction does not depend on how many others are drawn.</summary>
    internal static void Draw(RowMatrix projections, ProjectionKind kind, ulong seed)
    {
        int[] order = new int[projections.Rows];
        for (int column = 0; column < projections.Columns; column++)
        {
            RandomStream random = new(seed, (ulong)column);
            if (kind == ProjectionKind.Gaussian)
                DrawGaussian(projections, column, ref random);
            else
                DrawSparseSigns(projections, column, order, ref random);
        }
    }

    private static void DrawGaussian(RowMatrix projections, int column, ref RandomStream random)
    {
        for (int i = 0; i < projections.Rows; i++)
            projections.Row(i)[column] = random.NextGaussian();
    }

    private static void DrawSparseSigns(RowMatrix projections, int column, int[] order, ref RandomStream random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            projections.Row(i)[column] = 0;
        }

        random.Shuffle(order);
        int nonZeros = (order.Length + 2) / 3;
        for (int i = 0; i < nonZeros; i++)
            projections.Row(order[i])[column] = random.NextInt32(2) == 0 ? -1 : 1;
    }
}
