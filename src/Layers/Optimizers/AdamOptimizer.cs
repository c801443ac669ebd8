using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Lazy Adam (Kingma and Ba 2015): each row runs an Adam of its own, whose moments decay and whose step number advances only when the row is
/// touched. With every row touched in every step it is dense Adam; a row touched for the first time takes a first step of full size.
/// </summary>
public sealed unsafe class AdamOptimizer : RowOptimizer
{
    private readonly AdamState state;

    /// <summary>Allocates two moments of the weights' shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is not in [0, 1), or epsilon is not positive and finite.</exception>
    public AdamOptimizer(WeightMatrix weights, float firstDecay = 0.9f, float secondDecay = 0.999f, float epsilon = 1e-8f)
        : base(weights) => state = new AdamState(weights.Rows, weights.Columns, firstDecay, secondDecay, epsilon);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RowMatrix State)> State =>
        [("first_moment", state.First), ("second_moment", state.Second), ("steps", state.Steps)];

    private protected override void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise) =>
        RowUpdates.Run(Weights, rows, count, new AdamStep(gradients, state, learningRate), noise);
}
