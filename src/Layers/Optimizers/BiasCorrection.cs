namespace Glissade.Layers;

/// <summary>1 - decay^t for t = 1, 2, …, looked up: each row of a lazily updated matrix has a t of its own.</summary>
internal sealed class BiasCorrection
{
    private readonly float[] table;

    public BiasCorrection(double decay)
    {
        List<float> values = [1];
        // Once the power is below half a unit in the last place of 1, the correction is 1 for good.
        for (double power = decay; (float)(1 - power) < 1; power *= decay)
            values.Add((float)(1 - power));
        values.Add(1);
        table = [.. values];
    }

    public float At(float step) => table[(int)Math.Min(step, table.Length - 1)];
}
