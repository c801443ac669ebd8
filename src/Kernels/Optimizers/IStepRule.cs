namespace Glissade.Kernels;

/// <summary>How an optimizer gives a whole row one step size, from the mean square of the row's gradient and a number or two of state.</summary>
internal interface IStepRule
{
    /// <summary>Whether <see cref="Step"/> looks at the mean square.</summary>
    static abstract bool NeedsMeanSquare { get; }

    /// <summary>Asks for a row's state.</summary>
    void Prefetch(int row);

    /// <summary>Advances a row's state and tells what its gradient is to be multiplied by.</summary>
    float Step(int row, float meanSquare);
}
