using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The update of a matrix of which a batch touched few rows: row r's gradient is the sum over its samples of scale x vector, and the optimizer
/// sees each touched row once. Optimizers with one step size a row need not even see the gradient (<see cref="ScatterStep{TRule}"/>). Serves the embedding (scales are feature values) and per-sample active sets (scales are logit derivatives).
/// </summary>
internal sealed unsafe class SparseRowGradient : IDisposable
{
    private const int RowsPerBlock = 32;

    private readonly RowMatrix gradients;
    private readonly GrowingBuffer<float> meanSquares = new();

    public SparseRowGradient(int columns) => gradients = new RowMatrix(RowsPerBlock, columns);

    /// <param name="entries">Touched rows with their samples.</param>
    /// <param name="vectors">One row a sample, at least as wide as the optimizer's weights, padding zero.</param>
    /// <param name="optimizer">Holds the weights.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="random">Where the noise of stochastic rounding comes from.</param>
    public void Apply(RowEntries entries, RowMatrix vectors, RowOptimizer optimizer, float learningRate, ref RandomStream random)
    {
        if (optimizer is ScaledRowOptimizer oneVisit)
            Scatter(entries, vectors, oneVisit, learningRate, ref random);
        else
            GatherAndUpdate(entries, vectors, optimizer, learningRate, ref random);
    }

    public void Dispose()
    {
        gradients.Dispose();
        meanSquares.Dispose();
    }

    private void Scatter(RowEntries entries, RowMatrix vectors, ScaledRowOptimizer optimizer, float learningRate, ref RandomStream random)
    {
        float* means = meanSquares.Reserve(vectors.Rows);
        for (int i = 0; i < vectors.Rows; i++)
            means[i] = VectorKernels.Dot(vectors.RowPointer(i), vectors.RowPointer(i), gradients.Stride) / gradients.Columns;
        optimizer.ScatterHogwild(
            entries.Rows, entries.RowCount, new RowSums(entries.Touches, vectors, means, gradients.Pointer), learningRate, ref random);
    }

    private void GatherAndUpdate(RowEntries entries, RowMatrix vectors, RowOptimizer optimizer, float learningRate, ref RandomStream random)
    {
        for (int start = 0; start < entries.RowCount; start += RowsPerBlock)
        {
            int end = Math.Min(start + RowsPerBlock, entries.RowCount);
            for (int row = start; row < end; row++)
            {
                int first = entries.Offsets[row];
                GatherSum.Compute(
                    vectors, entries.Samples + first, entries.Scales + first, entries.Offsets[row + 1] - first,
                    gradients.RowPointer(row - start), gradients.Stride);
            }
            optimizer.UpdateHogwild(entries.Rows + start, end - start, gradients.Pointer, gradients.Stride, learningRate, ref random);
        }
    }
}
