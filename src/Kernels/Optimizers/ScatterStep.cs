using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// weights -= step (sum over the row's entries of scale x vector), with one step size a row: the update of a row from the samples that touched
/// it. The gradient of a row with one entry, as most have, is never written down, and its mean square is scale^2 times the vector's.
/// </summary>
/// <param name="entries">Who touched each row.</param>
/// <param name="vectors">One row a sample, padding zero.</param>
/// <param name="meanSquares">The mean square of each of them.</param>
/// <param name="columns">Meaningful elements of a row of weights.</param>
/// <param name="sum">Room for the gradient of a row with several entries; padded.</param>
/// <param name="rule">Gives the step sizes.</param>
internal readonly unsafe struct ScatterStep<TRule>(
    RowTouches entries, RowMatrix vectors, float* meanSquares, int columns, float* sum, TRule rule) : IRowUpdate
    where TRule : struct, IStepRule
{
    private readonly byte* vectors = (byte*)vectors.Pointer;
    private readonly nint stride = vectors.Stride * sizeof(float);
    private readonly float* meanSquares = meanSquares;
    private readonly float* sum = sum;

    public int StateBytes => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => rule.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        int first = entries.Offsets[index];
        int count = entries.Offsets[index + 1] - first;
        float* gradient;
        float step;
        if (count == 1)
        {
            int sample = entries.Samples[first];
            float scale = entries.Scales[first];
            gradient = (float*)(vectors + (sample * stride));
            step = rule.Step(row, scale * scale * meanSquares[sample]) * scale;
        }
        else
        {
            gradient = sum;
            GatherSum.Compute<TVector, TSimd, SingleFormat<TVector, TSimd>>(
                vectors, stride, entries.Samples + first, entries.Scales + first, count, sum, (int)length, distance: 0);
            float meanSquare = TRule.NeedsMeanSquare ? VectorKernels.Dot<TVector, TSimd>(sum, sum, (int)length) / columns : 0;
            step = rule.Step(row, meanSquare);
        }
        TVector factor = TSimd.Broadcast(-step);
        for (nint j = 0; j < length; j += TSimd.Lanes)
            TFormat.Store(TSimd.MultiplyAdd(factor, TSimd.Load(gradient + j), TFormat.Load(weights, j)), weights, j, noise);
    }
}
