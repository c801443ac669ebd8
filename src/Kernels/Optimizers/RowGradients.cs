using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>Gradients of rows, in the order in which the rows are updated; their padding is zero.</summary>
/// <param name="first">The first row's gradient.</param>
/// <param name="stride">Distance in elements from one to the next.</param>
/// <param name="columns">Meaningful elements of a row.</param>
internal readonly unsafe struct RowGradients(float* first, int stride, int columns)
{
    private readonly float* first = first;
    private readonly float perColumn = 1f / columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Of(int index) => first + ((long)index * stride);

    /// <summary>The mean over the meaningful elements of the gradient's squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float MeanSquare<TVector, TSimd>(int index, int length)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        float* gradient = Of(index);
        return VectorKernels.Dot<TVector, TSimd>(gradient, gradient, length) * perColumn;
    }
}
