using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The mean of a matrix's rows, summed in a fixed number of parts so that the result does not depend on the number of workers.
/// </summary>
internal static class MeanRow
{
    private const int Parts = 64;

    internal static void Compute(WeightMatrix rows, Span<float> mean, WorkerTeam team)
    {
        using RowMatrix sums = new(Parts, rows.Columns);
        team.ForBlocks(Parts, 1, (_, part, _) =>
        {
            int end = (int)((part + 1L) * rows.Rows / Parts);
            Span<float> sum = sums.Row(part);
            float[] values = new float[rows.Columns];
            for (int row = (int)((long)part * rows.Rows / Parts); row < end; row++)
            {
                rows.ReadRow(row, values);
                TensorPrimitives.Add(sum, values, sum);
            }
        });
        mean.Clear();
        for (int part = 0; part < Parts; part++)
            TensorPrimitives.Add(mean, sums.Row(part), mean);
        TensorPrimitives.Divide(mean, Math.Max(rows.Rows, 1), mean);
    }
}
