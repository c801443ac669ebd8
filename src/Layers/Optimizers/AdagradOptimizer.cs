using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Adagrad (Duchi et al. 2011, diagonal form): one sum of squares a weight, and steps that only shrink.</summary>
public sealed unsafe class AdagradOptimizer : RowOptimizer
{
    private readonly float epsilon;
    private readonly RowMatrix sums;

    /// <summary>Allocates 4 bytes a weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not positive and finite.</exception>
    public AdagradOptimizer(WeightMatrix weights, float epsilon = 1e-8f)
        : base(weights)
    {
        this.epsilon = OptimizerArguments.CheckEpsilon(epsilon, nameof(epsilon));
        sums = new RowMatrix(weights.Rows, weights.Columns);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State => [("sums", sums)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        RowUpdates.Run(Weights, rows, count, new AdagradStep(gradients, sums, learningRate, epsilon), noise);
}
