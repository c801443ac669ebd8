using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>The step of <see cref="RowRmsRule"/>, corrected for a first moment that began at zero: divided by 1 - beta1^t.</summary>
internal readonly struct RowAdamRule(RowRmsRule second, BiasCorrection firstCorrection) : IStepRule
{
    public static bool NeedsMeanSquare => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => second.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Step(int row, float meanSquare) => second.Step(row, meanSquare) * firstCorrection.At(second.StepsOf(row));
}
