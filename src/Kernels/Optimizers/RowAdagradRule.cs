using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>Adagrad with one sum a row: sum += mean square; step = learningRate / (sqrt(sum) + epsilon).</summary>
internal readonly unsafe struct RowAdagradRule(RowMatrix sums, float epsilon, float learningRate) : IStepRule
{
    private readonly float* sums = sums.Pointer;

    public static bool NeedsMeanSquare => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => Kernels.Prefetch.Row(sums + row, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Step(int row, float meanSquare) => learningRate / (MathF.Sqrt(sums[row] += meanSquare) + epsilon);
}
