using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adagrad (Duchi et al. 2011) with one sum a row: sum += mean square of the row's gradient; w -= learningRate g / (sqrt(sum) + epsilon).
/// 4 bytes of state a row. Steps only shrink, so it wants a larger learning rate than the others.
/// </summary>
public sealed unsafe class RowAdagradOptimizer : ScaledRowOptimizer
{
    private readonly float epsilon;
    private readonly RowMatrix sums;

    /// <summary>Allocates 4 bytes a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not positive and finite.</exception>
    public RowAdagradOptimizer(WeightMatrix weights, float epsilon = 1e-8f)
        : base(weights)
    {
        this.epsilon = OptimizerArguments.CheckEpsilon(epsilon, nameof(epsilon));
        sums = new RowMatrix(1, Math.Max(weights.Rows, 1));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [("row_sums", sums)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        Update(rows, count, gradients, Rule(learningRate), noise);

    private protected override void Scatter(int* rows, int count, in RowSums sums, float learningRate, uint noise) =>
        Scatter(rows, count, sums, Rule(learningRate), noise);

    private protected override void Backward(in RowDeltas touched, float learningRate, uint noise) =>
        Backward(touched, Rule(learningRate), noise);

    private RowAdagradRule Rule(float learningRate) => new(sums, epsilon, learningRate);
}
