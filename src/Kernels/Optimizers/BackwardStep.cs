using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// The whole backward pass of a neuron that one sample alone has active, in one visit of its row:
/// inputGradient += delta weights; weights -= step delta input (the row's gradient is delta x input).
/// </summary>
/// <param name="input">What the neuron saw, [h; 1] with zero padding.</param>
/// <param name="inputGradient">As long as the padded row.</param>
/// <param name="deltas">Each neuron's derivative of the loss by its logit.</param>
/// <param name="inputMeanSquare">Mean of the input's squares; the gradient's is delta^2 times as much.</param>
/// <param name="rule">Gives each row its step size.</param>
internal readonly unsafe struct BackwardStep<TRule>(float* input, float* inputGradient, float* deltas, float inputMeanSquare, TRule rule) : IRowUpdate
    where TRule : struct, IStepRule
{
    private readonly float* input = input;
    private readonly float* inputGradient = inputGradient;
    private readonly float* deltas = deltas;

    public int StateBytes => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => rule.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* x = input;
        float* dx = inputGradient;
        float own = deltas[index];
        TVector delta = TSimd.Broadcast(own);
        TVector step = TSimd.Broadcast(-rule.Step(row, own * own * inputMeanSquare) * own);
        for (nint j = 0; j < length; j += TSimd.Lanes)
        {
            TVector w = TFormat.Load(weights, j);
            TSimd.Store(TSimd.MultiplyAdd(delta, w, TSimd.Load(dx + j)), dx + j);
            TFormat.Store(TSimd.MultiplyAdd(step, TSimd.Load(x + j), w), weights, j, noise);
        }
    }
}
