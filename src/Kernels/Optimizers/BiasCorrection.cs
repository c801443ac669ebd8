using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>1 / (1 - decay^t) for t = 1, 2, …, looked up: each row of a lazily updated matrix has a t of its own.</summary>
internal readonly struct BiasCorrection
{
    private readonly float[] table;

    public BiasCorrection(double decay)
    {
        List<float> values = [1];
        // Once the power is below half a unit in the last place of 1, the factor is 1 for good.
        for (double power = decay; (float)(1 - power) < 1; power *= decay)
            values.Add((float)(1 / (1 - power)));
        values.Add(1);
        table = [.. values];
    }

    /// <summary>The factor of step <paramref name="t"/>, a whole number from 1 on that an optimizer's state keeps as a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(float t) => table[Math.Min(float.ConvertToIntegerNative<int>(t), table.Length - 1)];
}
