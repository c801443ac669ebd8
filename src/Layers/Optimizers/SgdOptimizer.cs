using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Stochastic gradient descent: w -= learningRate g. No state.</summary>
public sealed unsafe class SgdOptimizer(WeightMatrix weights) : ScaledRowOptimizer(weights)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        Update(rows, count, gradients, Rule(learningRate), noise);

    private protected override void Scatter(int* rows, int count, in RowSums sums, float learningRate, uint noise) =>
        Scatter(rows, count, sums, Rule(learningRate), noise);

    private protected override void Backward(in RowDeltas touched, float learningRate, uint noise) =>
        Backward(touched, Rule(learningRate), noise);

    private static ConstantRule Rule(float learningRate) => new(learningRate);
}
