using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Makes optimizers by kind.</summary>
public static class RowOptimizers
{
    /// <summary>An optimizer of <paramref name="kind"/> for <paramref name="weights"/>, with the usual decays 0.9 and 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static RowOptimizer Create(OptimizerKind kind, WeightMatrix weights) => kind switch
    {
        OptimizerKind.Adam => new AdamOptimizer(weights),
        OptimizerKind.RowAdam => new RowAdamOptimizer(weights),
        OptimizerKind.RowRms => new RowRmsOptimizer(weights),
        OptimizerKind.Sgd => new SgdOptimizer(weights),
        OptimizerKind.Momentum => new MomentumOptimizer(weights),
        OptimizerKind.Adagrad => new AdagradOptimizer(weights),
        OptimizerKind.RowAdagrad => new RowAdagradOptimizer(weights),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown optimizer"),
    };
}
