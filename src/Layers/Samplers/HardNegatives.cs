using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The neurons that were last hardest for each training point: wrong ones with the largest logits. A batch takes them up again for all its
/// points, where the index is asked for a few only: what a query found serves the next epochs too, as the negatives of ANCE (Xiong et al. 2021,
/// section 4) serve from one refresh of their index to the next.
/// </summary>
/// <remarks>
/// A point is in one batch of an epoch, and epochs are joined, so no two workers use one point's entries at the same time.
/// </remarks>
internal sealed unsafe class HardNegatives : IStateful, IDisposable
{
    private readonly AlignedBuffer<int> neurons;
    private readonly AlignedBuffer<byte> counts;

    /// <summary>Nothing yet, for points 0 to <paramref name="points"/> - 1, at most <paramref name="kept"/> (1 to 255) for each.</summary>
    public HardNegatives(int points, int kept)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, byte.MaxValue);
        Points = points;
        Kept = kept;
        neurons = new AlignedBuffer<int>((long)points * kept);
        counts = new AlignedBuffer<byte>(points);
    }

    /// <summary>Points that it keeps neurons for.</summary>
    public int Points { get; }

    /// <summary>Most neurons of a point.</summary>
    public int Kept { get; }

    /// <summary>A point's neurons, the hardest first; none for points that are not known.</summary>
    public ReadOnlySpan<int> Of(int point) =>
        (uint)point < (uint)Points ? new ReadOnlySpan<int>(neurons.Pointer + ((long)point * Kept), counts.Pointer[point]) : [];

    /// <summary>Replaces a point's neurons; of points that are not known, nothing is kept.</summary>
    public void Replace(int point, ReadOnlySpan<int> hardest)
    {
        if ((uint)point >= (uint)Points)
            return;
        hardest.CopyTo(new Span<int>(neurons.Pointer + ((long)point * Kept), Kept));
        counts.Pointer[point] = (byte)hardest.Length;
    }

    public void Visit(IStateVisitor state)
    {
        state.Buffer("neurons", neurons, Kept);
        state.Buffer("counts", counts);
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        neurons.Dispose();
        counts.Dispose();
    }
}
