namespace Glissade.Layers;

/// <summary>How weights follow their gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Lazy Adam: two moments a weight (<see cref="AdamOptimizer"/>).</summary>
    Adam,

    /// <summary>Adam with one second moment a row (<see cref="RowAdamOptimizer"/>).</summary>
    RowAdam,

    /// <summary>As <see cref="RowAdam"/> without momentum: 8 bytes of state a row (<see cref="RowRmsOptimizer"/>).</summary>
    RowRms,

    /// <summary>Stochastic gradient descent (<see cref="SgdOptimizer"/>).</summary>
    Sgd,

    /// <summary>Gradient descent with heavy-ball momentum (<see cref="MomentumOptimizer"/>).</summary>
    Momentum,

    /// <summary>Adagrad: one sum of squares a weight (<see cref="AdagradOptimizer"/>).</summary>
    Adagrad,

    /// <summary>Adagrad with one sum a row (<see cref="RowAdagradOptimizer"/>).</summary>
    RowAdagrad,
}
