using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>
/// Vectors for transforms that work in place. Each run gets a fresh copy: transformed again and again, numbers would grow without bound.
/// </summary>
internal sealed unsafe class TransformOperands : IDisposable
{
    /// <summary>Elements of a vector.</summary>
    public const int Length = 32;

    private readonly RowMatrix vectors = new(1, Length * WinnerTakeAll.Lanes);
    private readonly RowMatrix copy = new(1, Length * WinnerTakeAll.Lanes);

    public TransformOperands()
    {
        RandomStream random = new(7);
        foreach (ref float value in vectors.Row(0))
            value = random.NextSingle();
    }

    /// <summary>The vectors as they were.</summary>
    public float* Copy()
    {
        vectors.Row(0).CopyTo(copy.Row(0));
        return copy.Pointer;
    }

    public void Dispose()
    {
        vectors.Dispose();
        copy.Dispose();
    }
}
