using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>Adagrad (Duchi et al. 2011, diagonal form): sum += g^2; weights -= step g / (sqrt(sum) + epsilon).</summary>
internal readonly unsafe struct AdagradStep(RowGradients gradients, RowMatrix sums, float step, float epsilon) : IRowUpdate
{
    private readonly float* sums = sums.Pointer;
    private readonly nint stride = sums.Stride;

    public int StateBytes => (int)stride * sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => Kernels.Prefetch.Row(sums + (row * stride), (int)stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* gradient = gradients.Of(index);
        float* sumRow = sums + (row * stride);
        TVector factor = TSimd.Broadcast(-step);
        TVector offset = TSimd.Broadcast(epsilon);
        for (nint j = 0; j < length; j += TSimd.Lanes)
        {
            TVector g = TSimd.Load(gradient + j);
            TVector sum = TSimd.MultiplyAdd(g, g, TSimd.Load(sumRow + j));
            TSimd.Store(sum, sumRow + j);
            TVector scaled = TSimd.Divide(g, TSimd.Add(TSimd.Sqrt(sum), offset));
            TFormat.Store(TSimd.MultiplyAdd(factor, scaled, TFormat.Load(weights, j)), weights, j, noise);
        }
    }
}
