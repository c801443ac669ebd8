using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1), t counted for each row: first = beta1 first + (1 - beta1) g; second = beta2 second + (1 - beta2) g^2;
/// weights -= learningRate / (1 - beta1^t) first / (sqrt(second / (1 - beta2^t)) + epsilon).
/// </summary>
internal readonly unsafe struct AdamStep(RowGradients gradients, AdamState state, float learningRate) : IRowUpdate
{
    private readonly float* first = state.First.Pointer;
    private readonly float* second = state.Second.Pointer;
    private readonly float* steps = state.Steps.Pointer;
    private readonly nint stride = state.First.Stride;
    private readonly float firstDecay = state.FirstDecay;
    private readonly float secondDecay = state.SecondDecay;
    private readonly float epsilon = state.Epsilon;
    private readonly BiasCorrection firstCorrection = state.FirstCorrection;
    private readonly BiasCorrection secondCorrection = state.SecondCorrection;

    public int StateBytes => 2 * (int)stride * sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        Kernels.Prefetch.Row(steps + row, 1);
        Kernels.Prefetch.Row(first + (row * stride), (int)stride);
        Kernels.Prefetch.Row(second + (row * stride), (int)stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* gradient = gradients.Of(index);
        float* firstRow = first + (row * stride);
        float* secondRow = second + (row * stride);
        float t = ++steps[row];
        TVector keepFirst = TSimd.Broadcast(firstDecay);
        TVector takeFirst = TSimd.Broadcast(1 - firstDecay);
        TVector keepSecond = TSimd.Broadcast(secondDecay);
        TVector takeSecond = TSimd.Broadcast(1 - secondDecay);
        TVector step = TSimd.Broadcast(-learningRate * firstCorrection.At(t));
        TVector inverseCorrection = TSimd.Broadcast(secondCorrection.At(t));
        TVector offset = TSimd.Broadcast(epsilon);
        for (nint j = 0; j < length; j += TSimd.Lanes)
        {
            TVector g = TSimd.Load(gradient + j);
            TVector m = TSimd.MultiplyAdd(keepFirst, TSimd.Load(firstRow + j), TSimd.Multiply(takeFirst, g));
            TVector v = TSimd.MultiplyAdd(keepSecond, TSimd.Load(secondRow + j), TSimd.Multiply(TSimd.Multiply(takeSecond, g), g));
            TSimd.Store(m, firstRow + j);
            TSimd.Store(v, secondRow + j);
            TVector root = TSimd.Add(TSimd.Sqrt(TSimd.Multiply(v, inverseCorrection)), offset);
            TFormat.Store(TSimd.MultiplyAdd(step, TSimd.Divide(m, root), TFormat.Load(weights, j)), weights, j, noise);
        }
    }
}
