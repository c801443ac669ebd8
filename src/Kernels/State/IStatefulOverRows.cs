namespace Glissade.Kernels;

/// <summary>As <see cref="IStateful"/>, of an object that keeps referring to a layer's rows once it has seen them.</summary>
internal interface IStatefulOverRows
{
    /// <summary>Shows all its state. Nobody changes it meanwhile.</summary>
    /// <param name="state">Writes or overwrites it.</param>
    /// <param name="rows">The layer's rows, which the object refers to afterwards if the one that was written did.</param>
    void Visit(IStateVisitor state, WeightMatrix rows);
}
