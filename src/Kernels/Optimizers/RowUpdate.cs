using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// One row's optimizer step. All rows have <c>length</c> elements, a multiple of 16, with zero padding in the gradient; the padding of
/// the weights then stays zero too.
/// </summary>
internal static unsafe class RowUpdate
{
    public static void Adam(float* weights, float* first, float* second, float* gradient, int length, in AdamStep step)
    {
        if (Vector512.IsHardwareAccelerated)
            Adam<Vector512<float>, Simd512>(weights, first, second, gradient, length, step);
        else if (Vector256.IsHardwareAccelerated)
            Adam<Vector256<float>, Simd256>(weights, first, second, gradient, length, step);
        else
            Adam<Vector128<float>, Simd128>(weights, first, second, gradient, length, step);
    }

    /// <summary>first = decay first + (1 - decay) gradient; weights -= scale first.</summary>
    public static void Momentum(float* weights, float* first, float* gradient, int length, float decay, float scale)
    {
        if (Vector512.IsHardwareAccelerated)
            Momentum<Vector512<float>, Simd512>(weights, first, gradient, length, decay, scale);
        else if (Vector256.IsHardwareAccelerated)
            Momentum<Vector256<float>, Simd256>(weights, first, gradient, length, decay, scale);
        else
            Momentum<Vector128<float>, Simd128>(weights, first, gradient, length, decay, scale);
    }

    internal static void Adam<TVector, TSimd>(
        float* weights, float* first, float* second, float* gradient, int length, in AdamStep step)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector firstDecay = TSimd.Broadcast(step.FirstDecay);
        TVector firstGain = TSimd.Broadcast(1 - step.FirstDecay);
        TVector secondDecay = TSimd.Broadcast(step.SecondDecay);
        TVector secondGain = TSimd.Broadcast(1 - step.SecondDecay);
        TVector scale = TSimd.Broadcast(-step.LearningRate / step.FirstCorrection);
        TVector inverseCorrection = TSimd.Broadcast(1 / step.SecondCorrection);
        TVector epsilon = TSimd.Broadcast(step.Epsilon);
        for (int i = 0; i < length; i += TSimd.Lanes)
        {
            TVector g = TSimd.Load(gradient + i);
            TVector m = TSimd.MultiplyAdd(firstDecay, TSimd.Load(first + i), TSimd.Multiply(firstGain, g));
            TVector v = TSimd.MultiplyAdd(secondDecay, TSimd.Load(second + i), TSimd.Multiply(TSimd.Multiply(secondGain, g), g));
            TSimd.Store(m, first + i);
            TSimd.Store(v, second + i);
            TVector root = TSimd.Add(TSimd.Sqrt(TSimd.Multiply(v, inverseCorrection)), epsilon);
            TSimd.Store(TSimd.MultiplyAdd(scale, TSimd.Divide(m, root), TSimd.Load(weights + i)), weights + i);
        }
    }

    internal static void Momentum<TVector, TSimd>(float* weights, float* first, float* gradient, int length, float decay, float scale)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector keep = TSimd.Broadcast(decay);
        TVector gain = TSimd.Broadcast(1 - decay);
        TVector step = TSimd.Broadcast(-scale);
        for (int i = 0; i < length; i += TSimd.Lanes)
        {
            TVector m = TSimd.MultiplyAdd(keep, TSimd.Load(first + i), TSimd.Multiply(gain, TSimd.Load(gradient + i)));
            TSimd.Store(m, first + i);
            TSimd.Store(TSimd.MultiplyAdd(step, m, TSimd.Load(weights + i)), weights + i);
        }
    }
}
