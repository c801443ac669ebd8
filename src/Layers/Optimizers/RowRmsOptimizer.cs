using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adam without momentum and with one second moment a row, the mean over its elements: 8 bytes of state a row. A row's step is
/// learningRate / sqrt(moment) times its gradient, so rows seldom touched learn as fast as others; lazy as <see cref="AdamOptimizer"/> is.
/// </summary>
public sealed unsafe class RowRmsOptimizer : ScaledRowOptimizer
{
    private readonly float secondDecay;
    private readonly float epsilon;
    private readonly BiasCorrection correction;
    private readonly RowMatrix rowState;

    /// <summary>Allocates 8 bytes a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is not in [0, 1), or epsilon is not positive and finite.</exception>
    public RowRmsOptimizer(WeightMatrix weights, float secondDecay = 0.999f, float epsilon = 1e-8f)
        : base(weights)
    {
        this.secondDecay = OptimizerArguments.CheckDecay(secondDecay, nameof(secondDecay));
        this.epsilon = OptimizerArguments.CheckEpsilon(epsilon, nameof(epsilon));
        correction = new BiasCorrection(secondDecay);
        rowState = RowRmsRule.CreateState(weights.Rows);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [("row_state", rowState)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        Update(rows, count, gradients, Rule(learningRate), noise);

    private protected override void Scatter(int* rows, int count, in RowSums sums, float learningRate, uint noise) =>
        Scatter(rows, count, sums, Rule(learningRate), noise);

    private protected override void Backward(in RowDeltas touched, float learningRate, uint noise) =>
        Backward(touched, Rule(learningRate), noise);

    private RowRmsRule Rule(float learningRate) => new(rowState, correction, secondDecay, epsilon, learningRate);
}
