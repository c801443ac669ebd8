using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>The learning rate for every row: gradient descent.</summary>
internal readonly struct ConstantRule(float learningRate) : IStepRule
{
    public static bool NeedsMeanSquare => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Step(int row, float meanSquare) => learningRate;
}
