using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adam with one second moment a row, the mean over the row's elements (as row-wise Adagrad keeps one sum a row): an active row costs two
/// thirds of Adam's memory traffic. Lazy as <see cref="AdamOptimizer"/> is.
/// </summary>
public sealed unsafe class RowAdamOptimizer : RowOptimizer
{
    private readonly float firstDecay;
    private readonly float secondDecay;
    private readonly float epsilon;
    private readonly BiasCorrection firstCorrection;
    private readonly BiasCorrection secondCorrection;
    private readonly RowMatrix first;
    private readonly RowMatrix rowState;

    /// <summary>Allocates 8 bytes a row and a first moment of the weights' shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is not in [0, 1), or epsilon is not positive and finite.</exception>
    public RowAdamOptimizer(WeightMatrix weights, float firstDecay = 0.9f, float secondDecay = 0.999f, float epsilon = 1e-8f)
        : base(weights)
    {
        this.firstDecay = OptimizerArguments.CheckDecay(firstDecay, nameof(firstDecay));
        this.secondDecay = OptimizerArguments.CheckDecay(secondDecay, nameof(secondDecay));
        this.epsilon = OptimizerArguments.CheckEpsilon(epsilon, nameof(epsilon));
        firstCorrection = new BiasCorrection(firstDecay);
        secondCorrection = new BiasCorrection(secondDecay);
        first = new RowMatrix(weights.Rows, weights.Columns);
        rowState = RowRmsRule.CreateState(weights.Rows);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [("row_state", rowState), ("first_moment", first)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise)
    {
        RowAdamRule rule = new(new RowRmsRule(rowState, secondCorrection, secondDecay, epsilon, learningRate), firstCorrection);
        RowUpdates.Run(Weights, rows, count, new MomentumStep<RowAdamRule>(gradients, rule, first, firstDecay, 1 - firstDecay), noise);
    }
}
