using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adam with one second moment a row, the mean over the row's elements (as row-wise Adagrad keeps one sum a row): an active row costs two
/// thirds of Adam's memory traffic with momentum, a third without. Lazy as <see cref="AdamOptimizer"/> is.
/// </summary>
public sealed unsafe class RowAdamOptimizer : RowOptimizer
{
    private readonly float firstDecay;
    private readonly float secondDecay;
    private readonly float epsilon;
    private readonly BiasCorrection firstCorrection;
    private readonly BiasCorrection secondCorrection;
    private readonly RowMatrix? first;

    /// <summary>Second moment and step number of each row, side by side: one cache line holds both.</summary>
    private readonly RowMatrix rowState;

    /// <summary>Allocates 8 bytes a row, and a first moment of the weights' size unless <paramref name="firstDecay"/> is 0.</summary>
    public RowAdamOptimizer(RowMatrix weights, float firstDecay = 0.9f, float secondDecay = 0.999f, float epsilon = 1e-8f)
        : base(weights)
    {
        this.firstDecay = firstDecay;
        this.secondDecay = secondDecay;
        this.epsilon = epsilon;
        firstCorrection = new BiasCorrection(firstDecay);
        secondCorrection = new BiasCorrection(secondDecay);
        first = firstDecay == 0 ? null : new RowMatrix(weights.Rows, weights.Columns);
        rowState = new RowMatrix(1, checked(2 * Math.Max(weights.Rows, 1)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State =>
        first is null ? [("row_state", rowState)] : [("row_state", rowState), ("first_moment", first)];

    internal override void UpdateHogwild(int* rows, int count, float* gradients, int gradientStride, float learningRate)
    {
        for (int i = 0; i < Math.Min(PrefetchDistance, count); i++)
            PrefetchRow(rows[i]);
        for (int i = 0; i < count; i++)
        {
            int row = rows[i];
            if (i + PrefetchDistance < count)
                PrefetchRow(rows[i + PrefetchDistance]);
            float* gradient = gradients + ((long)i * gradientStride);
            float* state = rowState.Pointer + (2L * row);
            float meanSquare = VectorKernels.Dot(gradient, gradient, Weights.Stride) / Weights.Columns;
            float second = (secondDecay * state[0]) + ((1 - secondDecay) * meanSquare);
            float step = state[1] + 1;
            state[0] = second;
            state[1] = step;
            float scale = learningRate / (MathF.Sqrt(second / secondCorrection.At(step)) + epsilon);
            if (first is null)
                VectorKernels.Axpy(-scale, gradient, Weights.RowPointer(row), Weights.Stride);
            else
                RowUpdate.Momentum(
                    Weights.RowPointer(row), first.RowPointer(row), gradient, Weights.Stride, firstDecay, scale / firstCorrection.At(step));
        }
    }

    private void PrefetchRow(int row)
    {
        Prefetch.Row(rowState.Pointer + (2L * row), 2);
        Prefetch.Row(Weights.RowPointer(row), Weights.Stride);
        if (first is not null)
            Prefetch.Row(first.RowPointer(row), Weights.Stride);
    }
}
