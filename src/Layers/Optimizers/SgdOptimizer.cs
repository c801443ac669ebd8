using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Stochastic gradient descent: w -= learningRate g. No state.</summary>
public sealed unsafe class SgdOptimizer(RowMatrix weights) : RowOptimizer(weights)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [];

    internal override void UpdateHogwild(int* rows, int count, float* gradients, int gradientStride, float learningRate)
    {
        for (int i = 0; i < Math.Min(PrefetchDistance, count); i++)
            PrefetchRow(rows[i]);
        for (int i = 0; i < count; i++)
        {
            if (i + PrefetchDistance < count)
                PrefetchRow(rows[i + PrefetchDistance]);
            VectorKernels.Axpy(-learningRate, gradients + ((long)i * gradientStride), Weights.RowPointer(rows[i]), Weights.Stride);
        }
    }

    private void PrefetchRow(int row) => Prefetch.Row(Weights.RowPointer(row), Weights.Stride);
}
