using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Lazy Adam (Kingma and Ba 2015): each row runs an Adam of its own, whose moments decay and whose step number advances only when the row is
/// touched. With every row touched in every step it is dense Adam; a row touched for the first time takes a first step of full size.
/// </summary>
public sealed unsafe class AdamOptimizer : RowOptimizer
{
    private readonly float firstDecay;
    private readonly float secondDecay;
    private readonly float epsilon;
    private readonly BiasCorrection firstCorrection;
    private readonly BiasCorrection secondCorrection;
    private readonly RowMatrix first;
    private readonly RowMatrix second;
    private readonly RowMatrix steps;

    /// <summary>Allocates two moments of the weights' size.</summary>
    public AdamOptimizer(RowMatrix weights, float firstDecay = 0.9f, float secondDecay = 0.999f, float epsilon = 1e-8f)
        : base(weights)
    {
        this.firstDecay = firstDecay;
        this.secondDecay = secondDecay;
        this.epsilon = epsilon;
        firstCorrection = new BiasCorrection(firstDecay);
        secondCorrection = new BiasCorrection(secondDecay);
        first = new RowMatrix(weights.Rows, weights.Columns);
        second = new RowMatrix(weights.Rows, weights.Columns);
        steps = new RowMatrix(1, Math.Max(weights.Rows, 1));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State =>
        [("first_moment", first), ("second_moment", second), ("steps", steps)];

    internal override void UpdateHogwild(int* rows, int count, float* gradients, int gradientStride, float learningRate)
    {
        for (int i = 0; i < Math.Min(PrefetchDistance, count); i++)
            PrefetchRow(rows[i]);
        for (int i = 0; i < count; i++)
        {
            int row = rows[i];
            if (i + PrefetchDistance < count)
                PrefetchRow(rows[i + PrefetchDistance]);
            float step = ++steps.Pointer[row];
            AdamStep numbers = new(learningRate, firstDecay, secondDecay, firstCorrection.At(step), secondCorrection.At(step), epsilon);
            RowUpdate.Adam(
                Weights.RowPointer(row), first.RowPointer(row), second.RowPointer(row), gradients + ((long)i * gradientStride), Weights.Stride, numbers);
        }
    }

    private void PrefetchRow(int row)
    {
        Prefetch.Row(steps.Pointer + row, 1);
        Prefetch.Row(Weights.RowPointer(row), Weights.Stride);
        Prefetch.Row(first.RowPointer(row), Weights.Stride);
        Prefetch.Row(second.RowPointer(row), Weights.Stride);
    }
}
