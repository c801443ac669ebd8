using Glissade.Kernels;

namespace Glissade.Runner.Roofline;

/// <summary>The memory of a weight matrix as the probes see it: rows of so many 32-bit words, whatever is stored in them.</summary>
internal readonly unsafe struct ProbedRows(WeightMatrix weights)
{
    private readonly byte* first = weights.Pointer;
    private readonly nint stride = weights.StrideBytes;

    /// <summary>Words of a row.</summary>
    public int Floats { get; } = (int)(weights.StrideBytes / sizeof(float));

    public float* At(int row) => (float*)(first + (row * stride));
}
