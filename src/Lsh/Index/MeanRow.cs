using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The mean of a matrix's rows, summed in a fixed number of parts so that the result does not depend on the number of workers.
/// </summary>
internal static class MeanRow
{
    private const int Parts = 64;

    internal static unsafe void Compute(WeightMatrix rows, Span<float> mean, WorkerTeam team)
    {
        using RowMatrix sums = new(Parts, rows.Columns);
        team.ForBlocks(Parts, 1, (_, part, _) =>
        {
            int end = (int)((part + 1L) * rows.Rows / Parts);
            Span<float> sum = sums.Row(part);
            using RowMatrix widened = new(1, rows.Columns);
            for (int row = (int)((long)part * rows.Rows / Parts); row < end; row++)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(rows.View(row, 1, widened, out _), rows.Columns), sum);
        });
        mean.Clear();
        for (int part = 0; part < Parts; part++)
            TensorPrimitives.Add(mean, sums.Row(part), mean);
        TensorPrimitives.Divide(mean, Math.Max(rows.Rows, 1), mean);
    }
}
