namespace Glissade.Kernels;

/// <summary>
/// An object that changes while a model is trained, beyond what follows from recipe, data and weights, so that a checkpoint has to keep it.
/// Two of the same making, one overwritten with the other's state, go on alike to the bit.
/// </summary>
internal interface IStateful
{
    /// <summary>Shows all its state, the same parts of the same sizes each time. Nobody changes it meanwhile.</summary>
    void Visit(IStateVisitor state);
}
