using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The update of a matrix of which a batch touched few rows: row r's gradient is the sum over its samples of scale x vector, and the optimizer
/// sees each touched row once. Optimizers with one step size a row need not even see the gradient (<see cref="ScatterStep{TRule}"/>). Serves the
/// embedding (scales are feature values) and per-sample active sets (scales are logit derivatives).
/// </summary>
internal sealed unsafe class SparseRowGradient(int columns) : IDeferredUpdate, IDisposable
{
    private const int RowsPerBlock = 32;

    private readonly RowMatrix gradients = new(RowsPerBlock, columns);
    private readonly GrowingBuffer<float> meanSquares = new();
    private RowEntries? entries;
    private RowMatrix? vectors;
    private RowOptimizer? optimizer;
    private float rate;
    private uint noise;

    public int RowCount => entries!.RowCount;

    /// <summary>Takes the update up; entries and vectors are read when it is applied.</summary>
    /// <param name="entries">Touched rows with their samples.</param>
    /// <param name="vectors">One row a sample, at least as wide as the optimizer's weights, padding zero.</param>
    /// <param name="optimizer">Holds the weights.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="random">Where the noise of stochastic rounding comes from.</param>
    public void Defer(RowEntries entries, RowMatrix vectors, RowOptimizer optimizer, float learningRate, ref RandomStream random)
    {
        this.entries = entries;
        this.vectors = vectors;
        this.optimizer = optimizer;
        rate = learningRate;
        noise = optimizer.DrawNoise(ref random);
        if (optimizer is not ScaledRowOptimizer)
            return;
        float* means = meanSquares.Reserve(vectors.Rows);
        for (int i = 0; i < vectors.Rows; i++)
            means[i] = VectorKernels.Dot(vectors.RowPointer(i), vectors.RowPointer(i), gradients.Stride) / gradients.Columns;
    }

    /// <summary>Updates all rows, as taken up before.</summary>
    public void Apply() => Update(0, RowCount, gradients);

    public void Update(int start, int end, RowMatrix scratch)
    {
        if (optimizer is ScaledRowOptimizer oneVisit)
            Scatter(oneVisit, start, end, scratch);
        else
            GatherAndUpdate(start, end, scratch);
    }

    public void Dispose()
    {
        gradients.Dispose();
        meanSquares.Dispose();
    }

    private void Scatter(ScaledRowOptimizer oneVisit, int start, int end, RowMatrix scratch)
    {
        RowSums sums = new(entries!.TouchesFrom(start), vectors!, meanSquares.Pointer, scratch.Pointer);
        oneVisit.ScatterHogwild(entries.Rows + start, end - start, sums, rate, noise);
    }

    private void GatherAndUpdate(int start, int end, RowMatrix scratch)
    {
        for (int block = start; block < end; block += RowsPerBlock)
        {
            int count = Math.Min(RowsPerBlock, end - block);
            for (int i = 0; i < count; i++)
            {
                int first = entries!.Offsets[block + i];
                GatherSum.Compute(
                    vectors!, entries.Samples + first, entries.Scales + first, entries.Offsets[block + i + 1] - first, scratch.RowPointer(i),
                    scratch.Stride);
            }
            optimizer!.UpdateHogwild(entries!.Rows + block, count, scratch.Pointer, scratch.Stride, rate, noise);
        }
    }
}
