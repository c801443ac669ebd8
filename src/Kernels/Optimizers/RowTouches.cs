namespace Glissade.Kernels;

/// <summary>For each row of an update the samples that touched it, and how strongly.</summary>
/// <param name="offsets">Where each row's entries begin, and where the last one's end.</param>
/// <param name="samples">The sample of each entry.</param>
/// <param name="scales">The strength of each entry.</param>
internal readonly unsafe struct RowTouches(int* offsets, int* samples, float* scales)
{
    public int* Offsets { get; } = offsets;

    public int* Samples { get; } = samples;

    public float* Scales { get; } = scales;
}
