using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// Adam's second moment with one number a row: moment = decay moment + (1 - decay) mean square;
/// step = learningRate / (sqrt(moment / (1 - decay^t)) + epsilon), t counted for each row.
/// </summary>
/// <param name="state">Moment and t of each row side by side, so that one cache line holds both.</param>
/// <param name="correction">Of the decay.</param>
/// <param name="decay">beta2.</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="learningRate">Step size.</param>
internal readonly unsafe struct RowRmsRule(RowMatrix state, BiasCorrection correction, float decay, float epsilon, float learningRate) : IStepRule
{
    private readonly float* state = state.Pointer;

    public static bool NeedsMeanSquare => true;

    /// <summary>Room for the state of <paramref name="rows"/> rows.</summary>
    public static RowMatrix CreateState(int rows) => new(1, checked(2 * Math.Max(rows, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => Kernels.Prefetch.Row(state + (2L * row), 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Step(int row, float meanSquare)
    {
        float* own = state + (2L * row);
        float moment = (decay * own[0]) + ((1 - decay) * meanSquare);
        float t = own[1] + 1;
        own[0] = moment;
        own[1] = t;
        return learningRate / (MathF.Sqrt(moment * correction.At(t)) + epsilon);
    }

    /// <summary>The steps that a row has taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float StepsOf(int row) => state[(2L * row) + 1];
}
