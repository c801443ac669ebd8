using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>first = decay first + gain gradient; weights -= step first, with one step size a row.</summary>
/// <param name="gradients">The gradients.</param>
/// <param name="rule">Gives the step sizes.</param>
/// <param name="first">The momentum, of the weights' shape.</param>
/// <param name="decay">How much of it stays.</param>
/// <param name="gain">How much of a gradient enters: 1 - decay for a mean, 1 for heavy-ball momentum (Polyak 1964).</param>
internal readonly unsafe struct MomentumStep<TRule>(RowGradients gradients, TRule rule, RowMatrix first, float decay, float gain) : IRowUpdate
    where TRule : struct, IStepRule
{
    private readonly float* first = first.Pointer;
    private readonly nint stride = first.Stride;

    public int StateBytes => (int)stride * sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        rule.Prefetch(row);
        Kernels.Prefetch.Row(first + (row * stride), (int)stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* gradient = gradients.Of(index);
        float* moment = first + (row * stride);
        TVector keep = TSimd.Broadcast(decay);
        TVector take = TSimd.Broadcast(gain);
        float meanSquare = TRule.NeedsMeanSquare ? gradients.MeanSquare<TVector, TSimd>(index, (int)length) : 0;
        TVector step = TSimd.Broadcast(-rule.Step(row, meanSquare));
        for (nint j = 0; j < length; j += TSimd.Lanes)
        {
            TVector m = TSimd.MultiplyAdd(keep, TSimd.Load(moment + j), TSimd.Multiply(take, TSimd.Load(gradient + j)));
            TSimd.Store(m, moment + j);
            TFormat.Store(TSimd.MultiplyAdd(step, m, TFormat.Load(weights, j)), weights, j, noise);
        }
    }
}
