using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>weights -= step gradient, with one step size a row.</summary>
internal readonly unsafe struct ScaledStep<TRule>(RowGradients gradients, TRule rule) : IRowUpdate
    where TRule : struct, IStepRule
{
    public int StateBytes => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => rule.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* gradient = gradients.Of(index);
        float meanSquare = TRule.NeedsMeanSquare ? gradients.MeanSquare<TVector, TSimd>(index, (int)length) : 0;
        TVector step = TSimd.Broadcast(-rule.Step(row, meanSquare));
        for (nint j = 0; j < length; j += TSimd.Lanes)
            TFormat.Store(TSimd.MultiplyAdd(step, TSimd.Load(gradient + j), TFormat.Load(weights, j)), weights, j, noise);
    }
}
