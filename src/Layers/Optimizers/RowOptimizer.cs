using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Updates rows of one weight matrix from their gradients and owns whatever state that takes. Rows are updated lazily: a row that no
/// sample of a batch touched keeps weights and state as they are, and each row counts its own steps (see the derived types).
/// </summary>
public abstract unsafe class RowOptimizer : IDisposable, IStateful
{
    /// <summary>Will update rows of <paramref name="weights"/>, which the caller keeps owning.</summary>
    protected RowOptimizer(WeightMatrix weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Weights = weights;
    }

    /// <summary>The weights that are updated.</summary>
    public WeightMatrix Weights { get; }

    /// <summary>Where the updated rows are noted, if anyone wants to know them. The caller keeps owning it.</summary>
    internal TouchedRows? Touched { get; set; }

    /// <summary>
    /// The state that a checkpoint must keep, by name, in single precision: matrices of the weights' shape, and single rows with one or two
    /// numbers a weight row.
    /// </summary>
    public abstract IReadOnlyList<(string Name, RowMatrix State)> State { get; }

    /// <summary>
    /// One step for each of <paramref name="count"/> rows, none twice. Other threads may update the same rows at the same moment (HOGWILD,
    /// Niu et al. 2011): a lost or torn-between-elements update is one more noise among the samples', since single elements are written whole and
    /// every value either thread wrote is a sound one. State that must not go astray (step counts) tolerates lost increments. Where no other
    /// thread has the same rows, the result does not depend on how they were cut into calls.
    /// </summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="gradients">The rows' gradients in the same order, padding zero.</param>
    /// <param name="gradientStride">Distance from one gradient to the next.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="noise">Key of the rounding noise (<see cref="DrawNoise"/>).</param>
    internal void UpdateHogwild(int* rows, int count, float* gradients, int gradientStride, float learningRate, uint noise)
    {
        Touched?.MarkHogwild(rows, count);
        Update(rows, count, new RowGradients(gradients, gradientStride, Weights.Columns), learningRate, noise);
    }

    /// <inheritdoc cref="UpdateHogwild"/>
    private protected abstract void Update(int* rows, int count, RowGradients gradients, float learningRate, uint noise);

    /// <summary>
    /// The key of an update's rounding noise, from which each row has its own: one key serves all rows of a batch. Nothing is drawn unless the
    /// weights are rounded stochastically.
    /// </summary>
    internal uint DrawNoise(ref RandomStream random) => Weights.Precision == WeightPrecision.BFloat16 ? (uint)random.NextUInt64() : 0;

    void IStateful.Visit(IStateVisitor state)
    {
        foreach ((string name, RowMatrix matrix) in State)
            state.Matrix(name, matrix);
    }

    /// <summary>Frees the state.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the state.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach ((string _, RowMatrix state) in State)
            state.Dispose();
    }
}
