using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Gradient descent with heavy-ball momentum (Polyak 1964): m = momentum m + g; w -= learningRate m. Lazy: a row's momentum waits while the row is
/// not touched.
/// </summary>
public sealed unsafe class MomentumOptimizer : RowOptimizer
{
    private readonly float momentum;
    private readonly RowMatrix first;

    /// <summary>Allocates 4 bytes a weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is not in [0, 1).</exception>
    public MomentumOptimizer(WeightMatrix weights, float momentum = 0.9f)
        : base(weights)
    {
        this.momentum = OptimizerArguments.CheckDecay(momentum, nameof(momentum));
        first = new RowMatrix(weights.Rows, weights.Columns);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [("first_moment", first)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        RowUpdates.Run(
            Weights, rows, count, new MomentumStep<ConstantRule>(gradients, new ConstantRule(learningRate), first, momentum, gain: 1), noise);
}
